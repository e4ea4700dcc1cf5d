import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { UseCodeRepository } from '../../certificates/use/ports.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const useCodeItem = storedItem({
  name: 'use-code',
  key: [],
  parse: ({ work: _work, item: _item, expires: _expires, ...grant }) => parseTolerantly(UseCodeGrant, grant),
});

/** So that a refusal can name the expiry. */
const expiredCodeRetentionSeconds = 24 * 60 * 60;

/**
 * Stores codes by SHA-256: whoever reads the table can redeem none.
 *
 *     code#<sha256> | code | the grant, redeemedAt; `expires` (TTL) in seconds since 1970
 */
export function useCodeRepository(client: DynamoDBDocumentClient, name: string): UseCodeRepository {
  const table = { client, name };
  return {
    create: async (codes) => {
      const items = codes.map(({ code, grant }) => ({
        ...codeKey(code),
        ...UseCodeGrant.parse(grant),
        expires: Math.ceil(Date.parse(grant.expiresAt) / 1000) + expiredCodeRetentionSeconds,
      }));
      await batchPut(table, items);
    },
    find: async (code) => {
      const found = await getItem(table, codeKey(code));
      return found === undefined ? null : useCodeItem.read(found);
    },
    redeem: async (code, subject, at) => {
      const redeemed = await updateItem(table, codeKey(code), {
        set: { redeemedAt: at },
        condition: {
          expression: '#subject = :subject AND attribute_not_exists(#redeemedAt) AND #expiresAt > :redeemedAt',
          values: { subject },
        },
      });
      return redeemed !== null;
    },
  };
}

function codeKey(code: string) {
  return { work: `code#${createHash('sha256').update(code).digest('hex')}`, item: 'code' };
}
