import { deliveryRepository } from '../adapters/deliveries/delivery-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { datasetStateRepository } from '../adapters/records/dataset-state-repository.ts';
import { indexDrafts, objectHashes, openSpool } from '../adapters/records/index-drafts.ts';
import { indexSubjects, scanVersions } from '../adapters/records/scan-versions.ts';
import { ingestNext } from '../collection/deliveries/change-status.ts';
import { hashWords } from '../kernel/hashing/index-format.ts';
import type { RebuildIndexPorts } from '../records/rebuild/rebuild-index.ts';
import { newId } from './clock.ts';
import { transitionPorts } from './collection/basics.ts';
import { deliveryTables } from './event-tables.ts';
import { objectClient } from './object-client.ts';
import { setting } from './setting.ts';
import { subjectHash } from './subject-hash.ts';

/** Opens dataset states, deliveries, RECORDS_TABLE, WORK_BUCKET and the ingest queue; reads the subject key. */
export function rebuildIndexPorts(): RebuildIndexPorts {
  const [client, bucket, tables] = [objectClient(), setting('WORK_BUCKET'), documentClient()];
  const deliveries = deliveryRepository(tables, deliveryTables());
  const transitions = transitionPorts();
  return {
    datasetStates: datasetStateRepository(tables, setting('DATASET_STATES_TABLE')),
    scanVersions: scanVersions(tables, setting('RECORDS_TABLE')),
    indexSubjects: indexSubjects(tables, setting('RECORDS_TABLE')),
    absentFields: async (id) => (await deliveries.read(id))?.staged?.absentFields ?? [],
    rowSeed: async () => {
      const seed = new Uint32Array(hashWords);
      (await subjectHash()).into('row', seed);
      return seed;
    },
    openSpool,
    openDraft: indexDrafts(client, bucket),
    storedHash: objectHashes(client, bucket),
    newLeaseId: newId,
    leaseSeconds: transitions.settings.leaseSeconds,
    now: transitions.now,
    ingestNext: (dataset) => ingestNext(dataset, transitions),
  };
}
