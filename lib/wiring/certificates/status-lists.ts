import { publishedStatusLists } from '../../adapters/certificates/published-status-lists.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { ReadStatusListPorts } from '../../certificates/status-lists/ports.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Opens CERTIFICATES_TABLE, CERTIFICATE_WORK_TABLE and published lists in WORK_BUCKET. */
export function statusListPorts() {
  return {
    lists: statusListRepository(documentClient(), setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')),
    published: publishedStatusLists(objectClient(), setting('WORK_BUCKET')),
  } satisfies ReadStatusListPorts;
}
