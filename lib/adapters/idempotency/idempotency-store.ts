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
import type { KeyBook, KeyClaim, KeyedRequest } from '../../kernel/idempotency-store.ts';

/** Seconds that an answer is kept. */
const keptSeconds = 24 * 60 * 60;
/** Seconds after which an attempt counts as crashed; longer than any http function may run. */
const attemptSeconds = 60;

const Kept = z.object({ content: z.string(), answer: z.string().optional() });

/**
 * The key book on DynamoDB. Keys and contents are stored as SHA-256 only.
 *
 *     { key, content, attempt, claimedUntil, expires }            claimed
 *     { key, content, attempt, claimedUntil, expires, answer }    answered
 *
 * Times are seconds since 1970. DynamoDB deletes expired items some time later, so an expired one counts as absent here.
 */
export function keyTable(tables: DynamoDBDocumentClient, tableName: string, now: () => number): KeyBook {
  const seconds = () => Math.floor(now() / 1000);
  const keyOf = ({ scope, key }: KeyedRequest) => hashOf(JSON.stringify([scope, key]));

  /** Gone between the two calls means that the other attempt has just been released: trying again will do. */
  const earlierClaim = async (key: string, content: string): Promise<KeyClaim> => {
    const { Item } = await tables.send(new GetCommand({ TableName: tableName, Key: { key }, ConsistentRead: true }));
    if (Item === undefined) return { state: 'in-progress' };
    const kept = Kept.parse(Item);
    if (kept.content !== content) return { state: 'reused' };
    return kept.answer === undefined ? { state: 'in-progress' } : { state: 'answered', answer: kept.answer };
  };

  return {
    claim: async (request): Promise<KeyClaim> => {
      const content = hashOf(request.content);
      const attempt = randomUUID();
      const at = seconds();
      try {
        await tables.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              key: keyOf(request),
              content,
              attempt,
              claimedUntil: at + attemptSeconds,
              expires: at + keptSeconds,
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
        if (error instanceof ConditionalCheckFailedException) return await earlierClaim(keyOf(request), content);
        throw error;
      }
      return { state: 'claimed', attempt };
    },

    keep: async (request, attempt, answer) => {
      await unlessTakenOver(
        tables.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { key: keyOf(request) },
            UpdateExpression: 'SET #answer = :answer',
            ConditionExpression: '#attempt = :attempt',
            ExpressionAttributeNames: { '#answer': 'answer', '#attempt': 'attempt' },
            ExpressionAttributeValues: { ':answer': answer, ':attempt': attempt },
          }),
        ),
      );
    },

    release: async (request, attempt) => {
      await unlessTakenOver(
        tables.send(
          new DeleteCommand({
            TableName: tableName,
            Key: { key: keyOf(request) },
            ConditionExpression: '#attempt = :attempt',
            ExpressionAttributeNames: { '#attempt': 'attempt' },
            ExpressionAttributeValues: { ':attempt': attempt },
          }),
        ),
      );
    },
  };
}

async function unlessTakenOver(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
