import { compressStatusList } from '../../adapters/certificates/compress-status-list.ts';
import type { MakeStatusListPorts } from '../../certificates/status-lists/ports.ts';
import { statusListAddress } from '../../certificates/status-lists/status-list-address.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateSigning } from './signing.ts';
import { statusListPorts } from './status-lists.ts';

/** Signs lists that verifiers may keep for STATUS_LIST_SECONDS. */
export function makeStatusListPorts(): MakeStatusListPorts {
  const publicAddress = setting('PUBLIC_ADDRESS');
  const signing = certificateSigning();
  return {
    ...statusListPorts(),
    address: (type, year) => statusListAddress(publicAddress, type, year),
    compress: compressStatusList,
    sign: async (payload) => await signing.signToken('statuslist+jwt', payload),
    ttl: numberSetting('STATUS_LIST_SECONDS'),
    now: () => new Date().toISOString(),
  };
}
