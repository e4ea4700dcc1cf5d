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
import { findVersions } from '../lookup/find-versions.ts';
import { listSpellings } from '../lookup/list-spellings.ts';
import { applyOperation } from './apply-operation.ts';
import type { PrepareBatchPorts } from './ports.ts';
import { toBatchEntry, isPossible } from './to-batch-entry.ts';
import { toBatch } from './to-batch.ts';

/** Lines in a piece: some 60 KB, far below what a table's item holds, and a few seconds' work. */
export const linesPerPiece = 200;
const concurrency = 16;

/** A line as it was given, and whose certificate it names as far as that is known. */
type RequestedLine = { readonly line: number; readonly requested: string } & (
  | { readonly heads: readonly CertificateHead[]; readonly identifier?: string }
  | { readonly outcome: 'not-found' | 'other-department' }
);

/**
 * Looks at every line of a list and says what would become of it; nothing is changed. The batch waits for another person, so long as the deployment says.
 */
export async function prepareBatch(
  { caller, body }: RouteInput<typeof prepareBatchRoute>,
  ports: PrepareBatchPorts,
): Promise<Batch | Refused<'certificate-type-not-found'>> {
  const types = new Map((await ports.types.all()).map((type) => [type.type, type]));
  if (body.type !== undefined && !types.has(body.type))
    return refused('certificate-type-not-found', { type: body.type });
  const named =
    body.identifiers === undefined
      ? await byNumber(caller, types.get(body.type ?? ''), body.numbers ?? [], ports)
      : await byIdentifier(caller, body.identifiers, types, ports);

  const seen = new Set<string>();
  const now = ports.now();
  const entries = named.map((one) =>
    checkLine(one, seen, body.operation, { by: caller.subject, at: now, reason: body.reason }),
  );
  const possible = entries.filter(isPossible).length;
  const pieces = Array.from({ length: Math.ceil(entries.length / linesPerPiece) }, (_, i) =>
    entries.slice(i * linesPerPiece, (i + 1) * linesPerPiece),
  );
  const batch: BatchRecord = {
    id: ports.newBatchId(),
    department: caller.department,
    operation: body.operation,
    reason: body.reason,
    ...definedOnly({ type: body.type }),
    status: 'prepared',
    preparedBy: caller.subject,
    preparedAt: now,
    counts: { requested: entries.length, possible, done: 0, impossible: entries.length - possible },
    pieces: pieces.length,
    donePieces: [],
    dueAt: secondsAfter(now, ports.decisionDays * 86_400),
  };
  await ports.batches.create(batch, pieces);
  return toBatch(batch);
}

async function byIdentifier(
  caller: Caller,
  identifiers: readonly string[],
  types: ReadonlyMap<string, CertificateType>,
  ports: PrepareBatchPorts,
): Promise<RequestedLine[]> {
  const wanted = identifiers.map(canonicalIdentifier);
  const found = await findVersions(caller, wanted, ports);
  return found.map((one, i): RequestedLine => {
    const place = { line: i + 1, requested: identifiers[i] ?? '' };
    if (one.outcome === 'not-found') return { ...place, outcome: 'not-found' };
    const type = one.outcome === 'found' ? types.get(one.head.type) : undefined;
    if (one.outcome === 'not-allowed' || type === undefined || !isPermitted(caller, 'act-as-issuer', type.department))
      return { ...place, outcome: 'other-department' };
    return { ...place, heads: [one.head], identifier: one.identifier };
  });
}

async function byNumber(
  caller: Caller,
  type: CertificateType | undefined,
  numbers: readonly string[],
  ports: PrepareBatchPorts,
): Promise<RequestedLine[]> {
  return await mapWithConcurrency(concurrency, numbers, async (number, i): Promise<RequestedLine> => {
    const place = { line: i + 1, requested: number };
    if (type === undefined || !isPermitted(caller, 'act-as-issuer', type.department))
      return { ...place, outcome: 'other-department' };
    const found = (
      await Promise.all(
        listSpellings(number).map((spelling) =>
          ports.repository.byNumber(type.type, ports.hashes.number(type.type, spelling)),
        ),
      )
    ).flat();
    const heads = [...new Map(found.map((head) => [head.certificate, head])).values()].filter(
      ({ current }) => current !== undefined,
    );
    return heads.length === 0 ? { ...place, outcome: 'not-found' } : { ...place, heads };
  });
}

function checkLine(
  named: RequestedLine,
  seen: Set<string>,
  operation: BatchRecord['operation'],
  order: { readonly by: string; readonly at: string; readonly reason: string },
): BatchEntryRecord {
  if ('outcome' in named) return toBatchEntry(named, named.outcome, { operation });
  const { line, requested } = named;
  const [head] = named.heads;
  if (head?.current === undefined || named.heads.length > 1)
    return toBatchEntry({ line, requested }, head === undefined ? 'not-found' : 'ambiguous', { operation });
  const place = {
    line,
    requested,
    identifier: named.identifier ?? head.current.identifier,
    certificate: head.certificate,
  };
  if (place.identifier !== head.current.identifier) return toBatchEntry(place, 'superseded', { operation });
  if (seen.has(head.certificate)) return toBatchEntry(place, 'duplicate', { operation });
  seen.add(head.certificate);
  const after = applyOperation(head, { operation, ...order });
  return 'impossible' in after
    ? toBatchEntry(place, after.impossible, { operation, status: after.status })
    : toBatchEntry(place, 'possible', { operation });
}
