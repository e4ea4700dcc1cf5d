import { compressStatusList } from '../../adapters/certificates/compress-status-list.ts';
import { statusListCache } from '../../adapters/certificates/status-list-cache.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { StatusListPorts } from '../../certificates/status-lists/ports.ts';
import { statusListAddress } from '../../certificates/status-lists/status-list-address.ts';
import { objectClient } from '../object-client.ts';
import { setting, numberSettingOr } from '../setting.ts';
import { certificateSigning } from './signing.ts';

const defaultListSeconds = 5 * 60;

/** A list may be cached for STATUS_LIST_SECONDS (default 300). */
export function statusListPorts(): StatusListPorts {
  const publicAddress = setting('PUBLIC_ADDRESS');
  const signing = certificateSigning();
  return {
    lists: statusListRepository(documentClient(), setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')),
    cached: statusListCache(objectClient(), setting('WORK_BUCKET')),
    address: (type, year) => statusListAddress(publicAddress, type, year),
    compress: compressStatusList,
    sign: async (payload) => await signing.signToken('statuslist+jwt', payload),
    ttl: numberSettingOr('STATUS_LIST_SECONDS', defaultListSeconds),
    now: () => new Date().toISOString(),
  };
}
