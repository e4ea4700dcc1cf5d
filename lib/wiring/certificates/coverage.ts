import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { deliveryCreatedAt } from '../../adapters/certificates/delivery-created-at.ts';
import { issuingProgressRepository } from '../../adapters/certificates/issuing-progress-repository.ts';
import { toTally } from '../../adapters/certificates/tally-key.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { pendingRecords } from '../../certificates/coverage/pending-records.ts';
import type { CoveragePorts } from '../../certificates/coverage/ports.ts';
import { numberSetting, setting } from '../setting.ts';
import { publishedFaceData } from './published-face-data.ts';
import { certificateTypes } from './types.ts';

/** The notice's deadlines and limits are settings. */
export function coveragePorts(): CoveragePorts {
  const client = documentClient();
  const repository = certificateRepository(client, setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE'));
  const faceData = publishedFaceData();
  const progress = issuingProgressRepository(client, setting('CERTIFICATE_WORK_TABLE'));
  return {
    types: certificateTypes(),
    repository,
    pending: (type) => pendingRecords(type, { progress, faceData, repository, toTally, deliveryCreatedAt }),
    faceData: async (type) => {
      const [{ records }, confirmed] = await Promise.all([faceData.datasetState(type), faceData.confirmed(type)]);
      return { records, confirmed };
    },
    rules: {
      firstDay: setting('BACKFILL_FIRST_DAY'),
      lastDay: setting('BACKFILL_LAST_DAY'),
      sinceYear: numberSetting('BACKFILL_SINCE_YEAR'),
      smallTotal: numberSetting('BACKFILL_SMALL_TOTAL'),
    },
    clock: { now: () => new Date().toISOString() },
  };
}
