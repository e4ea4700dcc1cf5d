import type { ChangeLog, DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import type { ChangeLogWriter, IndexFile } from '../ports.ts';
import { compareIndexes } from './compare-indexes.ts';

export type LogRollBackPorts = {
  readonly indexFile: Pick<IndexFile, 'read'>;
  readonly changeLogs: ChangeLogWriter;
  readonly newId: () => string;
  readonly maxComparedRecords: number;
};

/** 4.7 MB of each index. */
const blockEntries = 131_072;

/**
 * Writes what a roll-back changes, by comparing the index in force with the target's. Writes nothing when both together
 * hold more than `maxComparedRecords`: a request could not compare them in time, and rolling back matters more.
 */
export async function logRollBack(
  { dataset, index, records }: Pick<DatasetState, 'dataset' | 'index' | 'records'>,
  target: Pick<Publication, 'index' | 'records'>,
  { indexFile, changeLogs, newId, maxComparedRecords }: LogRollBackPorts,
): Promise<ChangeLog | undefined> {
  if (records + target.records > maxComparedRecords) return undefined;
  const before = readBlocks(index, records, indexFile);
  const after = readBlocks(target.index, target.records, indexFile);
  // A second attempt writes another object: a late first one must not replace what is published.
  return await changeLogs.writeChangeLog(`changes/${dataset}/${newId()}.bin`, compareIndexes(before, after));
}

async function* readBlocks(
  index: string | undefined,
  records: number,
  indexFile: Pick<IndexFile, 'read'>,
): AsyncGenerator<Uint32Array> {
  if (index === undefined) return;
  for (let first = 0; first < records; first += blockEntries)
    yield await indexFile.read(index, first, Math.min(blockEntries, records - first));
}
