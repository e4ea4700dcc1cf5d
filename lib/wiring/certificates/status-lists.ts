import { compressStatusList } from '../../adapters/certificates/compress-status-list.ts';
import { statusListCache } from '../../adapters/certificates/status-list-cache.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { StatusListPorts } from '../../certificates/status-lists/ports.ts';
import { statusListAddress } from '../../certificates/status-lists/status-list-address.ts';
import { objectClient } from '../object-client.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateSigning } from './signing.ts';

/** Seconds for which a status list may be used where the deployment says nothing else. */
const listSeconds = 5 * 60;

/** What publishes status lists. */
export function statusListPorts(): StatusListPorts {
  const publicAddress = setting('PUBLIC_ADDRESS');
  const signing = certificateSigning();
  return {
    lists: statusListRepository(documentClient(), setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')),
    cached: statusListCache(objectClient(), setting('WORK_BUCKET')),
    address: (type, year) => statusListAddress(publicAddress, type, year),
    compress: compressStatusList,
    sign: async (payload) => await signing.signToken('statuslist+jwt', payload),
    ttl: process.env['STATUS_LIST_SECONDS'] === undefined ? listSeconds : numberSetting('STATUS_LIST_SECONDS'),
    now: () => new Date().toISOString(),
  };
}
