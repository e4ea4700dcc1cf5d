import { createHash, randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { IdempotencyStore, IdempotencyClaim, IdempotentRequest } from '../../kernel/idempotency-store.ts';

/** Seconds that an answer is kept. */
const retentionSeconds = 24 * 60 * 60;
/** Seconds after which an attempt counts as crashed; longer than any http function may run. */
const claimSeconds = 60;

const IdempotencyItem = z.object({ content: z.string(), answer: z.string().optional() });

/**
 * The key book on DynamoDB. Keys and contents are stored as SHA-256 only.
 *
 *     { key, content, attempt, claimedUntil, expires }            claimed
 *     { key, content, attempt, claimedUntil, expires, answer }    answered
 *
 * Times are seconds since 1970. DynamoDB deletes expired items some time later, so an expired one counts as absent here.
 */
export function dynamoIdempotencyStore(
  tables: DynamoDBDocumentClient,
  tableName: string,
  now: () => number,
): IdempotencyStore {
  const seconds = () => Math.floor(now() / 1000);
  const toKey = ({ scope, key }: IdempotentRequest) => sha256(JSON.stringify([scope, key]));

  /** Gone between the two calls means that the other attempt has just been released: trying again will do. */
  const readClaim = async (key: string, content: string): Promise<IdempotencyClaim> => {
    const { Item } = await tables.send(new GetCommand({ TableName: tableName, Key: { key }, ConsistentRead: true }));
    if (Item === undefined) return { state: 'in-progress' };
    const item = IdempotencyItem.parse(Item);
    if (item.content !== content) return { state: 'reused' };
    return item.answer === undefined ? { state: 'in-progress' } : { state: 'answered', answer: item.answer };
  };

  return {
    claim: async (request): Promise<IdempotencyClaim> => {
      const content = sha256(request.content);
      const attempt = randomUUID();
      const at = seconds();
      try {
        await tables.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              key: toKey(request),
              content,
              attempt,
              claimedUntil: at + claimSeconds,
              expires: at + retentionSeconds,
            },
            ConditionExpression:
              'attribute_not_exists(#key) OR #expires < :now OR (attribute_not_exists(#answer) AND #claimedUntil < :now AND #content = :content)',
            ExpressionAttributeNames: {
              '#key': 'key',
              '#expires': 'expires',
              '#answer': 'answer',
              '#claimedUntil': 'claimedUntil',
              '#content': 'content',
            },
            ExpressionAttributeValues: { ':now': at, ':content': content },
          }),
        );
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return await readClaim(toKey(request), content);
        throw error;
      }
      return { state: 'claimed', attempt };
    },

    complete: async (request, attempt, answer) => {
      await ignoreConditionFailure(
        tables.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { key: toKey(request) },
            UpdateExpression: 'SET #answer = :answer',
            ConditionExpression: '#attempt = :attempt',
            ExpressionAttributeNames: { '#answer': 'answer', '#attempt': 'attempt' },
            ExpressionAttributeValues: { ':answer': answer, ':attempt': attempt },
          }),
        ),
      );
    },

    release: async (request, attempt) => {
      await ignoreConditionFailure(
        tables.send(
          new DeleteCommand({
            TableName: tableName,
            Key: { key: toKey(request) },
            ConditionExpression: '#attempt = :attempt',
            ExpressionAttributeNames: { '#attempt': 'attempt' },
            ExpressionAttributeValues: { ':attempt': attempt },
          }),
        ),
      );
    },
  };
}

async function ignoreConditionFailure(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
