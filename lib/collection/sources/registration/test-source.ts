import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { testSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import type { SourceRecord, SourceDeclaration, SourceTest } from '../../../../schemas/collection/sources/source.ts';
import { tableRemarks } from '../../../../schemas/collection/sources/table-remarks.ts';
import { testNotices } from '../../../../schemas/collection/sources/test-notices.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { dayInShanghai } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { PageRecords } from '../../ingest/pages/page-records.ts';
import { mapColumns } from '../../ingest/pages/rows-of-pages.ts';
import type { CataloguePorts, Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { OpenSource } from '../ports.ts';
import type {
  PageRows,
  ParsePageRows,
  SourcePage,
  SourceRow,
  SourceSession,
  TableInspection,
} from '../pull/source-session.ts';
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
  const { foundZone, ...result } = await testFirstPage(source, version, ports);
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
    (current) =>
      current.declarationVersion === source.declarationVersion
        ? { test, ...withFoundZone(current.declaration, foundZone) }
        : null,
    ports.sources,
  );
  return changed === null ? refused('changed-meanwhile') : test;
}

type FirstPage = Pick<SourceTest, 'ok' | 'fault' | 'rows' | 'rejected' | 'fields' | 'table' | 'notices'> &
  Pick<TableInspection, 'foundZone'>;

async function testFirstPage(
  source: SourceRecord,
  version: DatasetVersion,
  ports: TestSourcePorts,
): Promise<FirstPage> {
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
      const inspected = await inspect(session, ports);
      const page = await session.page(null);
      const columns = mapColumns(reading, names);
      const records = new PageRecords(content, columns, reading);
      const rows = page.rows === 0 ? [] : listRecords(ports.parsePageRows(page.bytes, reading, names), records);
      const codeLists = await ports.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? []));
      const today = dayInShanghai(ports.now());
      const { fields, rejected } = checkFieldMapping({ content, codeLists, columns, today }, rows);
      const notices = [
        ...describeSkipped(records.skippedRows()),
        ...(await describePageCap(source.declaration, session, page)),
      ];
      const isComplete = fields.every(
        ({ required, state }) => !required || state === 'mapped' || state === 'wrong-type',
      );
      return {
        ok: rows.length > 0 && isComplete && rejected < rows.length,
        rows: rows.length,
        rejected,
        fields,
        ...inspected,
        ...(notices.length === 0 ? {} : { notices }),
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

/** A smaller difference of clocks is what networks and a second's rounding make. */
const maxClockSeconds = 60;

async function inspect(session: SourceSession, { now }: Clock): Promise<Pick<FirstPage, 'table' | 'foundZone'>> {
  if (session.inspect === undefined) return {};
  const { clockMs, columns, remarks, foundZone, ...found } = await session.inspect();
  const clockAheadSeconds = Math.round((clockMs - Date.parse(now())) / 1000);
  const aboutClock =
    Math.abs(clockAheadSeconds) > maxClockSeconds
      ? [{ code: 'clock-differs', facts: { seconds: Math.abs(clockAheadSeconds) } } as const]
      : [];
  const all = [...remarks, ...aboutClock].map(({ code, facts }) => ({
    code,
    detail: fillPhrase(tableRemarks[code], facts),
  }));
  return { table: { ...found, columns: [...columns], clockAheadSeconds, remarks: all }, ...definedOnly({ foundZone }) };
}

/** The test fixes the zone that it found: no new version, since people declared nothing else. */
function withFoundZone(
  declaration: SourceDeclaration,
  foundZone: TableInspection['foundZone'],
): { readonly declaration?: SourceDeclaration } {
  return declaration.channel === 'database' && foundZone !== undefined
    ? { declaration: { ...declaration, updateTimeZone: foundZone } }
    : {};
}

type Notices = NonNullable<SourceTest['notices']>;

/** Leaves out what a pull would leave out, which remembers it by rows from the last to the first. */
function listRecords(rows: PageRows, records: PageRecords): readonly SourceRow[] {
  const listed: SourceRow[] = [];
  for (let row = rows.length; row >= 1; row -= 1) {
    const given = rows.at(row - 1);
    if (given !== undefined && records.isData({ ...given, page: 1, row })) listed.push(given);
  }
  return listed.toReversed();
}

function describeSkipped(rows: string | null): Notices {
  const { detail } = testNotices['rows-not-data'];
  return rows === null ? [] : [{ code: 'rows-not-data', detail: fillPhrase(detail, { rows }) }];
}

/** A second page after a short first one shows that the service gives fewer rows than the declaration asks for. */
async function describePageCap(
  declaration: SourceDeclaration,
  session: SourceSession,
  { rows, next }: SourcePage,
): Promise<Notices> {
  if (declaration.channel === 'database' || next === null || rows === 0) return [];
  const { paging } = declaration;
  if ((paging.kind !== 'page' && paging.kind !== 'offset') || rows >= paging.size) return [];
  const second = await session.page(next).catch((error: unknown) => {
    if (error instanceof SourceFault) return null;
    throw error;
  });
  if (second === null || second.rows === 0) return [];
  const facts = { given: rows, size: paging.size };
  return [{ code: 'page-capped', detail: fillPhrase(testNotices['page-capped'].detail, facts) }];
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
