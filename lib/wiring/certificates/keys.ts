import { keyTable } from '../../adapters/certificates/public-key-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { KeyBook } from '../../certificates/keys/read-keys.ts';
import { setting } from '../setting.ts';

/** What shows the key set. */
export function keyBook(): KeyBook {
  return keyTable(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
}
