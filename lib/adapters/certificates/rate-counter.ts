import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

const Counted = z.object({ count: z.int() });

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
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { work: `rate#${hash}#${minute}`, item: 'rate' },
          UpdateExpression: 'ADD #count :one SET expires = :expires',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':one': 1, ':expires': (minute + 10) * windowSeconds },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Counted.parse(Attributes).count;
    },
  };
}
