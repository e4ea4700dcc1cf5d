import type { DeliveryRecord, Staged } from '../../schemas/collection/delivery-record.ts';
import { Finding } from '../../schemas/collection/finding.ts';
import { RejectedRowLine } from '../../schemas/collection/sources/pull-manifest.ts';
import type { StagingStore } from './ports.ts';
import { findingsKey, rejectedKey } from './staging-keys.ts';

type StagedLines = Pick<StagingStore, 'readLines'>;

/** Reads findings in the order in which they were found. */
export async function* stagedFindings(
  { prefix, findingChunks }: Pick<Staged, 'prefix' | 'findingChunks'>,
  stagingStore: StagedLines,
): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= findingChunks; chunk += 1) {
    for await (const line of stagingStore.readLines(findingsKey(prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}

/** Reads the rejected rows that ingest staged. */
export async function* readRejectedRowLines(
  { staged }: Pick<DeliveryRecord, 'staged'>,
  stagingStore: StagedLines,
): AsyncGenerator<RejectedRowLine> {
  for (let chunk = 1; chunk <= (staged?.rejectedChunks ?? 0); chunk += 1) {
    for await (const line of stagingStore.readLines(rejectedKey(staged?.prefix ?? '', chunk)))
      yield RejectedRowLine.parse(JSON.parse(line));
  }
}
