import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { testSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import type { SourceRecord, SourceDeclaration, SourceTest } from '../../../../schemas/collection/sources/source.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { dayInShanghai } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { mapColumns } from '../../ingest/pages/rows-of-pages.ts';
import type { CataloguePorts, Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { OpenSource } from '../ports.ts';
import type { ParsePageRows } from '../pull/source-session.ts';
import { buildPageReading } from '../pull/submit-delivery.ts';
import { updateWithRetry } from '../update-source.ts';
import { checkFieldMapping } from './check-field-mapping.ts';

/** These limits are short: an HTTP client waits for the test. */
const [maxStatementSeconds, maxCallSeconds] = [10, 20];

export type TestSourcePorts = FindSourcePorts &
  CataloguePorts &
  Clock & { readonly openSource: OpenSource; readonly parsePageRows: ParsePageRows };

/** Checks a source's first page; stores counts and states, but no rows. */
export async function testSource({ caller, params }: RouteInput<typeof testSourceRoute>, ports: TestSourcePorts) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  const at = ports.now();
  const result = await testFirstPage(source, version, ports);
  const test: SourceTest = {
    at,
    by: caller.subject,
    declarationVersion: source.declarationVersion,
    seconds: (Date.parse(ports.now()) - Date.parse(at)) / 1000,
    ...result,
  };
  const changed = await updateWithRetry(
    source,
    { kind: 'tested', by: caller.subject, at },
    (current) => (current.declarationVersion === source.declarationVersion ? { test } : null),
    ports.sources,
  );
  return changed === null ? refused('changed-meanwhile') : test;
}

async function testFirstPage(
  source: SourceRecord,
  version: DatasetVersion,
  ports: TestSourcePorts,
): Promise<Pick<SourceTest, 'ok' | 'fault' | 'rows' | 'rejected' | 'fields'>> {
  const { content } = version;
  try {
    const session = await ports.openSource({ ...source, declaration: withTestLimits(source.declaration) }, version, {
      mode: 'full',
      startedAt: ports.now(),
      tries: 1,
    });
    try {
      const reading = buildPageReading(source, version, session.fields);
      const names = content.fields.map(({ key }) => key);
      const page = await session.page(null);
      const rows = page.rows === 0 ? [] : ports.parsePageRows(page.bytes, reading, names);
      const codeLists = await ports.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? []));
      const columns = mapColumns(reading, names);
      const today = dayInShanghai(ports.now());
      const { fields, rejected } = checkFieldMapping({ content, codeLists, columns, today }, rows);
      const isComplete = fields.every(
        ({ required, state }) => !required || state === 'mapped' || state === 'wrong-type',
      );
      return {
        ok: rows.length > 0 && isComplete && rejected < rows.length,
        rows: rows.length,
        rejected,
        fields,
        ...(rows.length === 0 ? { fault: toFaultView(new SourceFault('nothing-to-test')) } : {}),
      };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return { ok: false, rows: 0, rejected: 0, fields: [], fault: toFaultView(error) };
  }
}

function withTestLimits(declaration: SourceDeclaration): SourceDeclaration {
  return declaration.channel === 'database'
    ? { ...declaration, statementSeconds: Math.min(declaration.statementSeconds, maxStatementSeconds) }
    : {
        ...declaration,
        limits: { ...declaration.limits, timeoutSeconds: Math.min(declaration.limits.timeoutSeconds, maxCallSeconds) },
      };
}

function toFaultView({ code, facts }: SourceFault) {
  return { code, detail: fillPhrase(sourceFaults[code].detail, facts) };
}
