import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { CertificateUse } from '../../../schemas/certificates/certificate-use.ts';
import type { UseRepository } from '../../certificates/use/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** DynamoDB takes 25 writes in a batch. */
const writeBatchSize = 25;

const Link = z.object({ item: z.string(), department: z.string() });

/**
 * Traces of uses in the work table. Nothing is ever changed or removed; ids are ULIDs, so that items lie in the order of time.
 *
 *     uses#<department> | <id> | the trace                  what a department did
 *     uses-of#<chain>   | <id> | department                 who used a certificate
 */
export function useRepository(client: DynamoDBDocumentClient, table: string): UseRepository {
  return {
    record: async (use, certificates) => {
      const links = [...new Set(certificates)].map((certificate) => ({
        work: `uses-of#${certificate}`,
        item: use.id,
        department: use.department,
      }));
      const items: Record<string, unknown>[] = [
        { work: `uses#${use.department}`, item: use.id, ...CertificateUse.parse(use) },
        ...links,
      ];
      const batches = Array.from({ length: Math.ceil(items.length / writeBatchSize) }, (_, i) =>
        items.slice(i * writeBatchSize, (i + 1) * writeBatchSize),
      );
      await Promise.all(batches.map((batch) => batchPut(client, table, batch)));
    },

    ofCertificate: async (certificate, { before, limit }) => {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: before === undefined ? '#work = :work' : '#work = :work AND #item < :before',
          ExpressionAttributeNames: { '#work': 'work', ...(before === undefined ? {} : { '#item': 'item' }) },
          ExpressionAttributeValues: {
            ':work': `uses-of#${certificate}`,
            ...definedOnly({ ':before': before }),
          },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      const links = (Items ?? []).map((item) => Link.parse(item));
      const keys = links.map(({ item, department }) => ({ work: `uses#${department}`, item }));
      const uses = (await batchGet(client, table, keys)).map(({ work: _work, item: _item, ...use }) =>
        CertificateUse.parse(use),
      );
      const next = LastEvaluatedKey === undefined ? undefined : links.at(-1)?.item;
      return { uses: uses.sort((a, b) => (a.id < b.id ? 1 : -1)), ...definedOnly({ next }) };
    },
  };
}
