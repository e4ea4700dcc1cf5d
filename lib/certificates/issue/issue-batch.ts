import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { IssuingCounts } from '../../../schemas/certificates/issuing-progress.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { holderHashes } from '../holders.ts';
import { readableHead } from '../readable-head.ts';
import { issuedYear } from './build-document.ts';
import { issueRecords, type FaceType, type FailedRecord } from './issue-records.ts';
import { addCounts, issuingOutcome } from './issuing-outcome.ts';
import type { IssuePorts } from './ports.ts';

/** Records with failed attempts, by the sequence that they were tried with. */
export type FailedAttempts = ReadonlyMap<string, { readonly seq: number; readonly attempts: number }>;

/** Usually empty: one query. */
export async function readFailedAttempts(dataset: string, { quarantine }: IssuePorts): Promise<FailedAttempts> {
  const found = new Map<string, { seq: number; attempts: number }>();
  for await (const { record, seq, attempts } of quarantine.failed(dataset)) found.set(record, { seq, attempts });
  return found;
}

/**
 * Issues records and counts those that fail through their own fault. With the last attempt a record is quarantined:
 * its chain bears the failure, and the part goes on without it. Returns how many failed and will be tried again, and
 * the records that were quarantined.
 */
export async function issueBatch(
  records: readonly string[],
  faceType: FaceType,
  earlier: FailedAttempts,
  ports: IssuePorts,
): Promise<{ readonly left: number; readonly quarantined: ReadonlySet<string> }> {
  const failed = await issueRecords(records, faceType, ports);
  const failing = new Set(failed.map(({ record }) => record));
  const dataset = faceType.type.type;
  for (const record of records)
    if (earlier.has(record) && !failing.has(record)) await ports.quarantine.clear(dataset, record);
  const quarantined = new Set<string>();
  for (const one of failed) {
    const attempts = await ports.quarantine.recordFailure(dataset, one.record, {
      seq: one.seq,
      reason: one.reason,
      at: ports.now(),
      ...definedOnly({ source: sourceOf(one) }),
    });
    if (attempts < ports.maxIssueAttempts) continue;
    await writeFailure(one, dataset, ports);
    quarantined.add(one.record);
  }
  return { left: failed.length - quarantined.size, quarantined };
}

/** Omits records in quarantine whose newest version has been tried. */
export async function withoutQuarantined(
  records: readonly string[],
  dataset: string,
  earlier: FailedAttempts,
  ports: IssuePorts,
): Promise<readonly string[]> {
  if (!records.some((record) => earlier.has(record))) return records;
  const { publishedSeq } = await ports.faceData.datasetState(dataset);
  return records.filter((record) => {
    const known = earlier.get(record);
    return known === undefined || known.attempts < ports.maxIssueAttempts || known.seq < publishedSeq;
  });
}

/** Counts what the publication made of records: one read of their chains. */
export async function countOutcomes(
  records: readonly string[],
  publication: Publication,
  { repository }: Pick<IssuePorts, 'repository'>,
): Promise<IssuingCounts> {
  const heads = await repository.heads(records);
  // A chain that cannot be read is in quarantine.
  const outcomes = heads.map((head) => (head === undefined ? 'quarantined' : issuingOutcome(head, publication)));
  return outcomes.reduce<IssuingCounts>((counts, outcome) => addCounts(counts, { [outcome]: 1 }), {});
}

/** Throws so that the message returns and the part is tried again. */
export function refuseUnfinished(dataset: string, left: number): void {
  if (left > 0) throw new Failure('records-not-issued', { dataset, records: left });
}

function sourceOf({ version }: FailedRecord) {
  if (version === undefined) return undefined;
  return { delivery: version.delivery, ...definedOnly({ sheet: version.sheet, row: version.row }) };
}

/** Lets the coverage count the record as failed. A chain that cannot be read or written is in quarantine only. */
async function writeFailure({ record, version }: FailedRecord, type: string, ports: IssuePorts): Promise<void> {
  if (version === undefined) return;
  try {
    const [stored] = await ports.repository.heads([record]);
    const head = readableHead(record, stored);
    const { values, removed } = version;
    const year = issuedYear(values);
    const next: CertificateHead = {
      ...(head ?? {
        certificate: record,
        type,
        number: ports.hashes.number(type, values['certificate_number'] ?? ''),
        division: values['division'] ?? '',
        ...definedOnly({ issuedYear: year }),
      }),
      lockVersion: (head?.lockVersion ?? 0) + 1,
      source: {
        record,
        seq: version.seq,
        delivery: version.delivery,
        ...definedOnly({ sheet: version.sheet, row: version.row }),
      },
      present: head?.present ?? !removed,
      failure: { code: 'issuing-failed', since: ports.now() },
    };
    await ports.repository.move(next, holderHashes(head?.current, ports.hashes));
  } catch (error) {
    if (ports.quarantineReason(error) === null) throw error;
  }
}
