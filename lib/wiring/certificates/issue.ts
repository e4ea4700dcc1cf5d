import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { contentHash } from '../../adapters/certificates/content-hash.ts';
import { issuingProgressRepository } from '../../adapters/certificates/issuing-progress-repository.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type { IssuePorts } from '../../certificates/issue/ports.ts';
import { statusListAddress } from '../../certificates/status-lists/status-list-address.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { publishedFaceData } from './published-face-data.ts';
import { certificateSigning } from './signing.ts';
import { certificateTypes } from './types.ts';

/** Opens certificates, face data and ISSUE_QUEUE; reads LEASE_SECONDS. Throws `signing-key-not-usable`. */
export function issuePorts(): IssuePorts {
  const client = documentClient();
  const [certificates, work, publicAddress] = [
    setting('CERTIFICATES_TABLE'),
    setting('CERTIFICATE_WORK_TABLE'),
    setting('PUBLIC_ADDRESS'),
  ];
  return {
    types: certificateTypes(),
    catalogue: publishedCatalogue(),
    repository: certificateRepository(client, certificates, work),
    lists: statusListRepository(client, certificates, work),
    progress: issuingProgressRepository(client, work),
    faceData: publishedFaceData(),
    hashes: certificateHashes(),
    contentHash,
    sign: certificateSigning().sign,
    listAddress: (type, year) => statusListAddress(publicAddress, type, year),
    messages: issueMessages(queueClient(), setting('ISSUE_QUEUE')),
    leaseSeconds: numberSetting('LEASE_SECONDS'),
    now: () => new Date().toISOString(),
  };
}
