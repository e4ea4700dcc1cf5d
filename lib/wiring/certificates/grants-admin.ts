import { certificateGrantRepository } from '../../adapters/certificates/grant-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { setting } from '../setting.ts';

/** Opens grants in CERTIFICATE_TYPES_TABLE, without a cache. */
export function certificateGrantAdmin() {
  return certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
}
