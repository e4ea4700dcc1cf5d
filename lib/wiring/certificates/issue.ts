import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { contentHash } from '../../adapters/certificates/content-hash.ts';
import { issuingProgressRepository } from '../../adapters/certificates/issuing-progress-repository.ts';
import { quarantineReason } from '../../adapters/certificates/quarantine-reason.ts';
import { quarantineRepository } from '../../adapters/certificates/quarantine-repository.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type { IssuePorts } from '../../certificates/issue/ports.ts';
import type { SchedulePublicationPorts } from '../../certificates/issue/schedule-next-publication.ts';
import { statusListAddress } from '../../certificates/status-lists/status-list-address.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { certificateWorkTables } from '../event-tables.ts';
import { addMetric } from '../metrics.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { publishedFaceData } from './published-face-data.ts';
import { certificateSigning } from './signing.ts';
import { certificateTypes } from './types.ts';

/** Opens face data, progress and ISSUE_QUEUE; reads LEASE_SECONDS and PARTS_IN_FLIGHT. */
export function publicationPorts() {
  return {
    types: certificateTypes(),
    progress: issuingProgressRepository(documentClient(), certificateWorkTables()),
    faceData: publishedFaceData(),
    messages: issueMessages(queueClient(), setting('ISSUE_QUEUE')),
    leaseSeconds: numberSetting('LEASE_SECONDS'),
    partsInFlight: numberSetting('PARTS_IN_FLIGHT'),
    now,
  } satisfies SchedulePublicationPorts;
}

/** Adds certificates, the subject key and SIGNING_KEY. Throws `signing-key-not-usable`. */
export async function issuePorts(): Promise<IssuePorts> {
  const client = documentClient();
  const { sign } = certificateSigning();
  const [certificates, work, publicAddress] = [
    setting('CERTIFICATES_TABLE'),
    setting('CERTIFICATE_WORK_TABLE'),
    setting('PUBLIC_ADDRESS'),
  ];
  return {
    ...publicationPorts(),
    catalogue: publishedCatalogue(),
    repository: certificateRepository(client, certificates, work),
    lists: statusListRepository(client, certificates, work),
    hashes: await certificateHashes(),
    contentHash,
    quarantine: quarantineRepository(client, work),
    quarantineReason,
    maxIssueAttempts: numberSetting('MAX_ISSUE_ATTEMPTS'),
    sign: async (document) => {
      const signed = await sign(document);
      addMetric('CertificatesIssued', 1);
      return signed;
    },
    listAddress: (type, year) => statusListAddress(publicAddress, type, year),
  };
}
