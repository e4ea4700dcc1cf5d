import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { NoticeChannels, WebhookHealth } from '../../../schemas/sharing/notice-channels.ts';
import type { ChannelRepository, StoredChannels } from '../../sharing/notices/dispatch/ports.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { getItem, putItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const channelsItem = storedItem({ name: 'notice-channels', key: ['entity', 'item'], parse: fromItem });

const kind = 'notice-channels';
const keyOf = (department: string) => ({ entity: `channels#${department}`, item: 'current' });
const StoredItem = z.object({
  entity: z.string(),
  item: z.string(),
  kind: z.literal(kind),
  lockVersion: z.int(),
  channels: NoticeChannels,
});
const maxDepartments = 500;

/**
 * Stores by which ways each department is told, in the table of sharing. Mail addresses are in `channels` alone.
 *
 *     entity                  item     |
 *     channels#civil-affairs  current  | kind, lockVersion, channels (NoticeChannels); failures, failingSince, pausedAt
 */
export function channelRepository(client: DynamoDBDocumentClient, name: string): ChannelRepository {
  const table = { client, name };
  return {
    channels: async (department) => {
      const item = await getItem(table, keyOf(department));
      return item === undefined ? undefined : channelsItem.read(item);
    },
    allChannels: async () => {
      const found: StoredChannels[] = [];
      const where = { expression: '#kind = :kind', values: { kind } };
      for await (const item of queryItems(table, { index: 'byKind', where, limit: maxDepartments })) {
        const channels = channelsItem.readOrReport(item);
        if (channels !== undefined) found.push(channels);
      }
      return found;
    },
    saveChannels: async (channels) => {
      const { department, lockVersion } = channels;
      const item = { ...keyOf(department), kind, lockVersion, channels } as const;
      if (lockVersion === 1)
        return await putItem(table, StoredItem.parse(item), { expression: 'attribute_not_exists(#entity)' });
      const stored = await getItem(table, keyOf(department));
      return await putItem(table, itemCarryingUnknown(StoredItem, item, stored), {
        expression: '#lockVersion = :before',
        values: { before: lockVersion - 1 },
      });
    },
    saveHealth: async ({ department, lockVersion }, { failures, failingSince = null, pausedAt = null }) => {
      await updateItem(table, keyOf(department), {
        set: { failures, failingSince, pausedAt },
        condition: { expression: '#lockVersion = :seen', values: { seen: lockVersion } },
        returnValues: 'NONE',
      });
    },
  };
}

function fromItem(item: Item): StoredChannels {
  const { channels, failures, failingSince, pausedAt } = z.looseObject({ channels: z.unknown() }).parse(item);
  return {
    channels: parseTolerantly(NoticeChannels, channels),
    health: WebhookHealth.parse({ failures, failingSince, pausedAt }),
  };
}
