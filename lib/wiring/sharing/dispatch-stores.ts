import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { channelRepository } from '../../adapters/sharing/channel-repository.ts';
import { dispatchRepository } from '../../adapters/sharing/dispatch-repository.ts';
import type { PlanPorts } from '../../sharing/notices/dispatch/plan-dispatches.ts';
import type { ChannelRepository, DispatchRepository } from '../../sharing/notices/dispatch/ports.ts';
import { now } from '../clock.ts';
import { numberSetting, setting } from '../setting.ts';

/** Opens SHARING_TABLE with how departments are told, and what is sent. */
export function dispatchStores(): ChannelRepository & DispatchRepository {
  const [client, table] = [documentClient(), setting('SHARING_TABLE')];
  return {
    ...channelRepository(client, table),
    ...dispatchRepository(client, table, { days: numberSetting('DISPATCH_DAYS'), now }),
  };
}

/** Opens SHARING_TABLE, for whoever writes notices. */
export function planPorts(): PlanPorts {
  return { ...dispatchStores(), now, digestTime: setting('DIGEST_TIME') };
}
