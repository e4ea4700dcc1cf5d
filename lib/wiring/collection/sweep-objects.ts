import { encodeTime } from 'ulid';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { workObjects } from '../../adapters/object-store/work-objects.ts';
import { datasetStateRepository } from '../../adapters/records/dataset-state-repository.ts';
import type { SweepObjectsPorts } from '../../collection/retention/sweep-objects.ts';
import { objectClient } from '../object-client.ts';
import { numberSetting, setting } from '../setting.ts';
import { clock, deliveryPorts } from './basics.ts';

/** One an hour for eleven years. */
const maxPublications = 100_000;

/** Opens deliveries, dataset states and WORK_BUCKET; reads UNUSED_DAYS and FINDINGS_DAYS. */
export function sweepObjectsPorts(): SweepObjectsPorts {
  const states = datasetStateRepository(documentClient(), setting('DATASET_STATES_TABLE'));
  return {
    ...clock,
    ...deliveryPorts(),
    objects: workObjects(objectClient(), setting('WORK_BUCKET')),
    publishedIndexes: async (dataset) => {
      const [{ index }, publications] = await Promise.all([
        states.read(dataset),
        states.publications(dataset, maxPublications),
      ]);
      return new Set(
        [index, ...publications.map((publication) => publication.index)].filter((key) => key !== undefined),
      );
    },
    firstIdAt: (epochMs) => encodeTime(epochMs, 10),
    unusedDays: numberSetting('UNUSED_DAYS'),
    findingsDays: numberSetting('FINDINGS_DAYS'),
  };
}
