import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { UseCodeRepository } from '../../certificates/use/ports.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** Seconds that a code is still known after it expired, so that its holder is told why it opens nothing. */
const expiredCodeRetentionSeconds = 24 * 60 * 60;

/**
 * Use codes in the work table, under their SHA-256: whoever reads the table can redeem none.
 *
 *     code#<sha256> | code | what it opens, for whom, until when, when it was redeemed; `expires` in seconds since 1970 for the table's own cleaning
 */
export function useCodeRepository(client: DynamoDBDocumentClient, table: string): UseCodeRepository {
  const keyOf = (code: string) => ({ work: `code#${createHash('sha256').update(code).digest('hex')}`, item: 'code' });
  return {
    create: async (codes) => {
      const items = codes.map(({ code, grant }) => ({
        ...keyOf(code),
        ...UseCodeGrant.parse(grant),
        expires: Math.ceil(Date.parse(grant.expiresAt) / 1000) + expiredCodeRetentionSeconds,
      }));
      await batchPut(client, table, items);
    },
    find: async (code) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(code), ConsistentRead: true }));
      if (Item === undefined) return null;
      const { work: _work, item: _item, expires: _expires, ...grant } = Item;
      return UseCodeGrant.parse(grant);
    },
    redeem: async (code, subject, at) => {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(code),
            UpdateExpression: 'SET redeemedAt = :at',
            ConditionExpression: 'subject = :subject AND attribute_not_exists(redeemedAt) AND expiresAt > :at',
            ExpressionAttributeValues: { ':at': at, ':subject': subject },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
