import { ulid } from 'ulid';
import { certificateTable } from '../../adapters/certificates/certificate-repository.ts';
import { useTable } from '../../adapters/certificates/use-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { FindingPorts, LookupPorts } from '../../certificates/lookup/ports.ts';
import type { UseBook } from '../../certificates/use/ports.ts';
import { setting } from '../setting.ts';
import { certificateGrants } from './grants.ts';
import { certificateHashes } from './hashes.ts';
import { certificateTypes } from './types.ts';

/** What looks certificates up by their identifiers. */
export function lookupPorts(): LookupPorts & { readonly uses: UseBook } {
  const client = documentClient();
  const work = setting('CERTIFICATE_WORK_TABLE');
  return {
    types: certificateTypes(),
    book: certificateTable(client, setting('CERTIFICATES_TABLE'), work),
    grants: certificateGrants(),
    uses: useTable(client, work),
    now: () => new Date().toISOString(),
    newId: () => ulid(),
  };
}

/** What finds certificates by number or holder. */
export function findingPorts(): FindingPorts {
  return {
    ...lookupPorts(),
    book: certificateTable(documentClient(), setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')),
    hashes: certificateHashes(),
  };
}
