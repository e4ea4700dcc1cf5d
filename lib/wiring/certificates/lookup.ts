import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { useRepository } from '../../adapters/certificates/use-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { FindingPorts, LookupPorts } from '../../certificates/lookup/ports.ts';
import type { UseRepository } from '../../certificates/use/ports.ts';
import { newId, now } from '../clock.ts';
import { addMetric } from '../metrics.ts';
import { setting } from '../setting.ts';
import { certificateGrants } from './grants.ts';
import { certificateHashes } from './hashes.ts';
import { certificateTypes } from './types.ts';

/** Gives the ports of look-ups by identifier; reads the subject key. */
export async function lookupPorts(): Promise<LookupPorts & { readonly uses: UseRepository }> {
  const client = documentClient();
  const work = setting('CERTIFICATE_WORK_TABLE');
  const uses = useRepository(client, work);
  return {
    types: certificateTypes(),
    repository: certificateRepository(client, setting('CERTIFICATES_TABLE'), work),
    grants: certificateGrants(),
    hashes: await certificateHashes(),
    uses: {
      ...uses,
      record: async (use, certificates) => {
        await uses.record(use, certificates);
        addMetric('LookUps', 1);
      },
    },
    now,
    newId,
  };
}

/** Gives the ports of look-ups by number or holder. */
export async function findingPorts(): Promise<FindingPorts> {
  return {
    ...(await lookupPorts()),
    repository: certificateRepository(
      documentClient(),
      setting('CERTIFICATES_TABLE'),
      setting('CERTIFICATE_WORK_TABLE'),
    ),
    hashes: await certificateHashes(),
  };
}
