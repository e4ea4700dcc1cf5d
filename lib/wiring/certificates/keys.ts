import { publicKeyRepository } from '../../adapters/certificates/public-key-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { PublicKeyReader } from '../../certificates/keys/read-keys.ts';
import { setting } from '../setting.ts';

/** Opens CERTIFICATE_TYPES_TABLE, which holds the public keys too; needs no SIGNING_KEY. */
export function publicKeyReader(): PublicKeyReader {
  return publicKeyRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
}
