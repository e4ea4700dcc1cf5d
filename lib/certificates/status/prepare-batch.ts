import type { Batch, BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { prepareBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { canonicalIdentifier } from '../identifier.ts';
import { findHeadsByNumber } from '../lookup/find-certificates.ts';
import { findVersions } from '../lookup/find-versions.ts';
import { applyOperation, type RequestedOperation } from './apply-operation.ts';
import { batchEvent } from './batch-event.ts';
import type { PrepareBatchPorts } from './ports.ts';
import { toBatchEntry, isPossible } from './to-batch-entry.ts';
import { linesPerPiece, toBatch } from './to-batch.ts';

const concurrency = 16;

type RequestedLine = { readonly line: number; readonly requested: string } & (
  | { readonly heads: readonly CertificateHead[]; readonly identifier?: string }
  | { readonly outcome: 'not-found' | 'other-department' }
);

/** Checks every line of a batch without changing a certificate; another person decides. */
export async function prepareBatch(
  { caller, body }: RouteInput<typeof prepareBatchRoute>,
  ports: PrepareBatchPorts,
): Promise<Batch | Refused<'certificate-type-not-found'>> {
  const types = new Map((await ports.types.all()).map((type) => [type.type, type]));
  if (body.type !== undefined && !types.has(body.type))
    return refused('certificate-type-not-found', { type: body.type });
  const lines =
    body.identifiers === undefined
      ? await findByNumber(caller, types.get(body.type ?? ''), body.numbers ?? [], ports)
      : await findByIdentifier(caller, body.identifiers, types, ports);

  const seen = new Set<string>();
  const now = ports.now();
  const request = { operation: body.operation, by: caller.subject, at: now, reason: body.reason };
  const entries = lines.map((line) => checkLine(line, seen, request));
  const possible = entries.filter(isPossible).length;
  const pieces = Array.from({ length: Math.ceil(entries.length / linesPerPiece) }, (_, i) =>
    entries.slice(i * linesPerPiece, (i + 1) * linesPerPiece),
  );
  const batch: BatchRecord = {
    id: ports.newBatchId(),
    department: caller.department,
    operation: body.operation,
    reason: body.reason,
    ...definedOnly({ type: body.type ?? onlyTypeOf(lines) }),
    status: 'prepared',
    preparedBy: caller.subject,
    preparedAt: now,
    counts: { requested: entries.length, possible, done: 0, impossible: entries.length - possible },
    pieces: pieces.length,
    donePieces: [],
    dueAt: secondsAfter(now, ports.decisionDays * 86_400),
  };
  await ports.batches.create(batch, pieces, batchEvent(batch, { to: 'prepared', at: now, by: caller.subject }));
  return toBatch(batch);
}

function onlyTypeOf(lines: readonly RequestedLine[]): string | undefined {
  const types = new Set(lines.flatMap((line) => ('heads' in line ? line.heads.map(({ type }) => type) : [])));
  return types.size === 1 ? [...types][0] : undefined;
}

async function findByIdentifier(
  caller: Caller,
  identifiers: readonly string[],
  types: ReadonlyMap<string, CertificateType>,
  ports: PrepareBatchPorts,
): Promise<RequestedLine[]> {
  const canonical = identifiers.map(canonicalIdentifier);
  const found = await findVersions(caller, canonical, { way: 'look-up' }, ports);
  return found.map((one, i): RequestedLine => {
    const base = { line: i + 1, requested: identifiers[i] ?? '' };
    if (one.outcome === 'not-found') return { ...base, outcome: 'not-found' };
    const type = one.outcome === 'found' ? types.get(one.head.type) : undefined;
    if (one.outcome === 'not-allowed' || type === undefined || !isPermitted(caller, 'act-as-issuer', type.department))
      return { ...base, outcome: 'other-department' };
    return { ...base, heads: [one.head], identifier: one.identifier };
  });
}

async function findByNumber(
  caller: Caller,
  type: CertificateType | undefined,
  numbers: readonly string[],
  ports: PrepareBatchPorts,
): Promise<RequestedLine[]> {
  return await mapWithConcurrency(concurrency, numbers, async (number, i): Promise<RequestedLine> => {
    const base = { line: i + 1, requested: number };
    if (type === undefined || !isPermitted(caller, 'act-as-issuer', type.department))
      return { ...base, outcome: 'other-department' };
    const found = await findHeadsByNumber(type.type, number, ports);
    const heads = found.filter(({ current }) => current !== undefined);
    return heads.length === 0 ? { ...base, outcome: 'not-found' } : { ...base, heads };
  });
}

/** `seen` holds the chains of the lines before. */
function checkLine(line: RequestedLine, seen: Set<string>, request: RequestedOperation): BatchEntryRecord {
  const { operation } = request;
  if ('outcome' in line) return toBatchEntry(line, line.outcome, { operation });
  const [head] = line.heads;
  if (head?.current === undefined || line.heads.length > 1)
    return toBatchEntry(
      { line: line.line, requested: line.requested },
      head === undefined ? 'not-found' : 'ambiguous',
      { operation },
    );
  const entry = {
    line: line.line,
    requested: line.requested,
    identifier: line.identifier ?? head.current.identifier,
    certificate: head.certificate,
  };
  if (entry.identifier !== head.current.identifier) return toBatchEntry(entry, 'superseded', { operation });
  if (seen.has(head.certificate)) return toBatchEntry(entry, 'duplicate', { operation });
  seen.add(head.certificate);
  const after = applyOperation(head, request);
  return 'impossible' in after
    ? toBatchEntry(entry, after.impossible, { operation, status: after.status })
    : toBatchEntry(entry, 'possible', { operation });
}
