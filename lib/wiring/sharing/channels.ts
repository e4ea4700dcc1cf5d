import { makeSecret } from '../../adapters/secrets/make-secret.ts';
import { secretClient } from '../../adapters/secrets/secret-client.ts';
import { secretStore } from '../../adapters/sources/secret-store.ts';
import type { ChannelPorts, DispatchRepository } from '../../sharing/notices/dispatch/ports.ts';
import { logChanges } from '../admin/record-change.ts';
import { newId, now } from '../clock.ts';
import { listSetting, setting } from '../setting.ts';
import { dispatchStores } from './dispatch-stores.ts';

/** Opens SHARING_TABLE and CHANGES_TABLE, and writes secrets below SECRETS_PREFIX. */
export function channelPorts(): ChannelPorts & DispatchRepository {
  const secrets = secretStore(secretClient(), setting('SECRETS_PREFIX'), setting('DATA_KEY'));
  return {
    ...dispatchStores(),
    now,
    recordChange: logChanges(),
    sendsMail: () => listSetting('MAIL_FROM') !== '',
    newSecretId: newId,
    makeSecret: () => `whsec_${makeSecret()}`,
    keepSecret: async (name, secret) => await secrets.write(name, { secret }),
    forgetSecret: secrets.forget,
  };
}
