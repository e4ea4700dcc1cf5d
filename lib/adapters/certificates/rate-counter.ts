import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { updateItem } from '../dynamodb/items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const Counted = z.object({ count: z.int() });

const countItem = storedItem({ name: 'rate-counter', key: [], parse: (item) => Counted.parse(item) });

const windowSeconds = 60;

/**
 * Counts per minute by hash; TTL deletes old counts.
 *
 *     rate#<hash>#<minute> | rate | count, expires (seconds since 1970)
 */
export function rateCounter(
  client: DynamoDBDocumentClient,
  table: string,
): { readonly count: (hash: string, now: string) => Promise<number> } {
  return {
    count: async (hash, now) => {
      const minute = Math.floor(Date.parse(now) / 1000 / windowSeconds);
      const counted = await updateItem(
        { client, name: table },
        { work: `rate#${hash}#${minute}`, item: 'rate' },
        { add: { count: 1 }, set: { expires: (minute + 10) * windowSeconds } },
      );
      return countItem.read(counted ?? {}).count;
    },
  };
}
