import { createHash, randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { IdempotencyStore, IdempotencyClaim, IdempotentRequest } from '../../kernel/idempotency-store.ts';
import { conditionally } from '../dynamodb/conditionally.ts';
import { defineModel, putEntity, readEntity, updateEntity, where, type EntityModel } from '../dynamodb/entity-model.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const retentionSeconds = 24 * 60 * 60;
/** No http function may run longer. */
const claimSeconds = 60;

const IdempotencyItem = z.object({ content: z.string(), answer: z.string().optional() });

const idempotencyItem = storedItem({
  name: 'idempotency-key',
  key: ['key'],
  parse: (item) => IdempotencyItem.parse(item),
});

const idempotencyModel = defineModel({ key: { type: String, hashKey: true } });

/**
 * Keys and contents are stored as SHA-256; times are seconds since 1970.
 *
 *     { key, content, attempt, claimedUntil, expires }            claimed
 *     { key, content, attempt, claimedUntil, expires, answer }    answered
 *
 * DynamoDB deletes expired items late, so they count as absent here.
 */
export function dynamoIdempotencyStore(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => number,
): IdempotencyStore {
  const model = idempotencyModel(client, table);
  const byAttempt = (attempt: string) => where().attribute('attempt').eq(attempt);
  return {
    claim: async (request): Promise<IdempotencyClaim> => {
      const content = sha256(request.content);
      const attempt = randomUUID();
      const nowSeconds = Math.floor(now() / 1000);
      const key = toKey(request);
      const item = {
        key,
        content,
        attempt,
        claimedUntil: nowSeconds + claimSeconds,
        expires: nowSeconds + retentionSeconds,
      };
      const claimed = await putEntity(model, item, claimable(nowSeconds, content));
      return claimed ? { state: 'claimed', attempt } : await readClaim(model, key, content);
    },
    complete: async (request, attempt, answer) => {
      await updateEntity(model, { key: toKey(request) }, { set: { answer }, condition: byAttempt(attempt) });
    },
    release: async (request, attempt) => {
      await conditionally(model.delete({ key: toKey(request) }, { condition: byAttempt(attempt) }));
    },
  };
}

function claimable(nowSeconds: number, content: string) {
  const crashed = where().attribute('answer').not().exists();
  crashed.attribute('claimedUntil').lt(nowSeconds).attribute('content').eq(content);
  return where().attribute('key').not().exists().or().attribute('expires').lt(nowSeconds).or().parenthesis(crashed);
}

/** No item: the other attempt has been released since. */
async function readClaim(model: EntityModel, key: string, content: string): Promise<IdempotencyClaim> {
  const found = await readEntity(model, { key });
  if (found === undefined) return { state: 'in-progress' };
  const item = idempotencyItem.read(found);
  if (item.content !== content) return { state: 'reused' };
  return item.answer === undefined ? { state: 'in-progress' } : { state: 'answered', answer: item.answer };
}

function toKey({ scope, key }: IdempotentRequest): string {
  return sha256(JSON.stringify([scope, key]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
