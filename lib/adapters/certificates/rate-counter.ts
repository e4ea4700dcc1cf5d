import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { updateItem } from '../dynamodb/items.ts';

const RateItem = z.object({ count: z.int() });

/** Seconds of one fixed window: nobody waits longer for the next count. */
const windowSeconds = 60;
/** Windows that a count stays in the table. */
const retentionWindows = 10;

/**
 * A fixed-window rate counter in the work table. Callers are stored as hashes; DynamoDB expires old counts.
 *
 *     rate#<hash>#<minute> | rate | count, expires (seconds since 1970)
 */
export function rateCounter(
  client: DynamoDBDocumentClient,
  name: string,
): { readonly count: (hash: string, now: string) => Promise<number> } {
  return {
    count: async (hash, now) => {
      const minute = Math.floor(Date.parse(now) / 1000 / windowSeconds);
      const counted = await updateItem(
        { client, name },
        { work: `rate#${hash}#${minute}`, item: 'rate' },
        {
          set: { expires: (minute + retentionWindows) * windowSeconds },
          add: { count: 1 },
        },
      );
      return RateItem.parse(counted).count;
    },
  };
}
