import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { deliveryCreatedAt } from '../../adapters/certificates/delivery-created-at.ts';
import { issuingProgressRepository } from '../../adapters/certificates/issuing-progress-repository.ts';
import { toTally } from '../../adapters/certificates/tally-key.ts';
import { linkSearch } from '../../adapters/deliveries/link-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { datasetStateRepository } from '../../adapters/records/dataset-state-repository.ts';
import { pendingRecords } from '../../certificates/coverage/pending-records.ts';
import type { CoveragePorts, ListCoveragePorts } from '../../certificates/coverage/ports.ts';
import { viewedNow } from '../clock.ts';
import { certificateWorkTables } from '../event-tables.ts';
import { numberSetting, setting } from '../setting.ts';
import { publishedFaceData } from './published-face-data.ts';
import { certificateTypes } from './types.ts';

/** The notice's deadlines and limits are settings. */
export function coveragePorts(): CoveragePorts & ListCoveragePorts {
  const client = documentClient();
  const repository = certificateRepository(client, setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE'));
  const faceData = publishedFaceData();
  const datasetStates = datasetStateRepository(client, setting('DATASET_STATES_TABLE'));
  const links = linkSearch(client, setting('DATASET_STATES_TABLE'));
  const progress = issuingProgressRepository(client, certificateWorkTables());
  return {
    types: certificateTypes(),
    repository,
    pending: (type) => pendingRecords(type, { progress, faceData, repository, toTally, deliveryCreatedAt }),
    faceData: async (type) => {
      const [{ records }, confirmed] = await Promise.all([faceData.datasetState(type), faceData.confirmed(type)]);
      return { records, confirmed };
    },
    faceDataOf: async (types) => {
      const [sizes, found, allProgress] = await Promise.all([
        datasetStates.sizes(types),
        links.linksOf(types),
        progress.readAll(types),
      ]);
      const linked = new Set(found.filter(({ state }) => state === 'linked').map(({ dataset }) => dataset));
      return new Map(
        allProgress.flatMap((one) => {
          const size = sizes.get(one.dataset);
          if (size === undefined) return [];
          return [[one.dataset, { ...size, confirmed: linked.has(one.dataset), progress: one }] as const];
        }),
      );
    },
    rules: {
      firstDay: setting('BACKFILL_FIRST_DAY'),
      lastDay: setting('BACKFILL_LAST_DAY'),
      sinceYear: numberSetting('BACKFILL_SINCE_YEAR'),
      smallTotal: numberSetting('BACKFILL_SMALL_TOTAL'),
    },
    clock: { now: viewedNow },
  };
}
