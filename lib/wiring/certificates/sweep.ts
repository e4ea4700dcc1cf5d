import { certificateWorkOutbox } from '../../adapters/certificates/certificate-work-outbox.ts';
import { readCertificates } from '../../adapters/certificates/signing/cms/signing-chain.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { readSecretParameter } from '../../adapters/secrets/read-secret-parameter.ts';
import { secretClient } from '../../adapters/secrets/secret-client.ts';
import type { SweepPorts } from '../../certificates/sweep-certificates.ts';
import { Failure } from '../../kernel/failure.ts';
import { now } from '../clock.ts';
import { certificateWorkTables } from '../event-tables.ts';
import { ttlCache } from '../memoize.ts';
import { addMetric } from '../metrics.ts';
import { setting } from '../setting.ts';
import { publicationPorts } from './issue.ts';
import { makeStatusListPorts } from './make-status-lists.ts';
import { decideBatchPorts } from './status.ts';

/**
 * Opens publications (ISSUE_QUEUE), batches (CERTIFICATE_BATCHES_QUEUE) and status lists (WORK_BUCKET, SIGNING_KEY), and
 * reads SIGNING_CHAIN_PARAMETER once an hour.
 */
export function sweepPorts(): SweepPorts {
  const issuing = publicationPorts();
  const readAll: typeof issuing.progress.readAll = async (datasets) => {
    const progress = await issuing.progress.readAll(datasets);
    addMetric('IssuingBacklog', progress.filter(({ order }) => order !== undefined).length);
    return progress;
  };
  return {
    issuing: { ...issuing, progress: { ...issuing.progress, readAll } },
    batches: decideBatchPorts(),
    statusLists: makeStatusListPorts(),
    outbox: certificateWorkOutbox(documentClient(), certificateWorkTables()),
    now,
    chain: {
      certificateEnds: async () => (await chainEnds('')) ?? [],
      now: () => new Date().toISOString(),
      noteDays: (days) => addMetric('SigningChainDays', days),
    },
  };
}

const hourMs = 3_600_000;

const chainEnds = ttlCache(hourMs, async () => {
  try {
    const pem = await readSecretParameter(secretClient(), setting('SIGNING_CHAIN_PARAMETER'));
    return readCertificates(pem).map(({ validity }) => validity.to);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
});
