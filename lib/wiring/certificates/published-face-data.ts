import { deliveryRepository } from '../../adapters/deliveries/delivery-repository.ts';
import { linkSearch } from '../../adapters/deliveries/link-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { stagingStore } from '../../adapters/object-store/staging-store.ts';
import { datasetStateRepository } from '../../adapters/records/dataset-state-repository.ts';
import { recordVersionRepository } from '../../adapters/records/record-version-repository.ts';
import type { PublishedFaceData } from '../../certificates/issue/ports.ts';
import { StagedRecord, partKey } from '../../collection/staging.ts';
import { deliveryTables } from '../event-tables.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Joins collection's and records' repositories to this room's view of face data. */
export function publishedFaceData(): PublishedFaceData {
  const client = documentClient();
  const datasetStates = datasetStateRepository(client, setting('DATASET_STATES_TABLE'));
  const links = linkSearch(client, setting('DATASET_STATES_TABLE'));
  const deliveries = deliveryRepository(client, deliveryTables());
  const records = recordVersionRepository(client, setting('RECORDS_TABLE'));
  const { readLines } = stagingStore(objectClient(), setting('WORK_BUCKET'));
  return {
    datasetState: datasetStates.read,
    publicationCounts: datasetStates.publicationCounts,
    publication: datasetStates.publication,
    publications: datasetStates.publications,
    versionsOfRecord: records.versionsOfRecord,
    confirmed: async (dataset) => (await links.read(dataset)).some(({ state }) => state === 'linked'),
    countParts: async (delivery) => (await deliveries.read(delivery))?.staged?.parts ?? 0,
    recordsOfPart: async function* (id, part) {
      const delivery = await deliveries.read(id);
      if (delivery?.staged === undefined) return;
      for await (const line of readLines(partKey(delivery.staged.prefix, part))) {
        const { k, v } = StagedRecord.parse(JSON.parse(line));
        yield { record: `${delivery.dataset}#${k}`, values: v ?? null };
      }
    },
  };
}
