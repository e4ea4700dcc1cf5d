import { z } from 'zod';
import type { Staged, StagedDelivery } from '../../schemas/collection/delivery-record.ts';
import { Finding } from '../../schemas/collection/finding.ts';
import { RecordValues, type RecordVersion } from '../../schemas/records/record.ts';
import type { StagingStore } from './ports.ts';

const numbered = (number: number) => `${number}`.padStart(5, '0');

/** One per fencing token: an overtaken worker writes where nobody reads. */
export const stagedPrefix = (delivery: string, fencingToken: number) => `staged/${delivery}/${fencingToken}`;
export const partKey = (prefix: string, part: number) => `${prefix}/part-${numbered(part)}.ndjson.gz`;
export const findingsKey = (prefix: string, chunk: number) => `${prefix}/findings-${numbered(chunk)}.ndjson.gz`;
export const rejectedKey = (prefix: string, chunk: number) => `${prefix}/rejected-${numbered(chunk)}.ndjson.gz`;
export const resolvedKey = (prefix: string) => `${prefix}/resolved.ndjson.gz`;
export const indexKey = (dataset: string, delivery: string, fencingToken: number) =>
  `indexes/${dataset}/${delivery}-${fencingToken}.bin`;
export const annotatedKey = (delivery: string, rows: 'all' | 'failed') => `annotated/${delivery}/${rows}.xlsx`;

/** Key hash, subject hash, values (absent when removed), row, page. */
export const StagedRecord = z
  .object({
    k: z.string(),
    s: z.string().optional(),
    v: RecordValues.optional(),
    r: z.int().optional(),
    p: z.int().optional(),
  })
  .strict();
export type StagedRecord = z.infer<typeof StagedRecord>;

const recordBatchSize = 500;

/** Reads at most 500 record versions at a time. */
export async function* readVersions(
  { id, dataset, seq, staged }: StagedDelivery,
  part: number,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<RecordVersion[]> {
  let batch: RecordVersion[] = [];
  for await (const line of stagingStore.readLines(partKey(staged.prefix, part))) {
    const { k, s, v, r, p } = StagedRecord.parse(JSON.parse(line));
    // Not `definedOnly`, which costs a list of entries for each of a million records.
    batch.push({
      record: `${dataset}#${k}`,
      seq,
      removed: v === undefined,
      values: v ?? {},
      delivery: id,
      ...(r === undefined ? {} : { row: r }),
      ...(p === undefined ? {} : { page: p }),
      ...(r === undefined || staged.sheet === undefined ? {} : { sheet: staged.sheet }),
      ...(s === undefined ? {} : { subject: `${dataset}#${s}` }),
    });
    if (batch.length === recordBatchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Reads staged findings in the order in which they were found. */
export async function* stagedFindings(
  { prefix, findingChunks }: Pick<Staged, 'prefix' | 'findingChunks'>,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= findingChunks; chunk += 1) {
    for await (const line of stagingStore.readLines(findingsKey(prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}
