import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { CertificateUse } from '../../../schemas/certificates/certificate-use.ts';
import type { UseRepository } from '../../certificates/use/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryPage } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const Link = z.object({ item: z.string(), department: z.string() });
const key = ['work', 'item'] as const;
const linkItem = storedItem({ name: 'certificate-use-link', key, parse: (item) => Link.parse(item) });
const useItem = storedItem({
  name: 'certificate-use',
  key,
  parse: ({ work: _work, item: _item, ...use }) => parseTolerantly(CertificateUse, use),
});

/**
 * Append-only; ids are ULIDs, so that items sort by time.
 *
 *     uses#<department> | <id> | the use                    what a department did
 *     uses-of#<chain>   | <id> | department                 link: who used a certificate
 */
export function useRepository(client: DynamoDBDocumentClient, name: string): UseRepository {
  const table = { client, name };
  return {
    record: async (use, certificates) => {
      const { id, department } = use;
      const links = [...new Set(certificates)].map((certificate) => ({
        work: `uses-of#${certificate}`,
        item: id,
        department,
      }));
      await batchPut(table, [{ work: `uses#${department}`, item: id, ...CertificateUse.parse(use) }, ...links]);
    },
    ofCertificate: async (certificate, { before, limit }) => {
      const { items, hasMore } = await queryPage(table, {
        where: {
          expression: before === undefined ? '#work = :work' : '#work = :work AND #item < :before',
          values: { work: `uses-of#${certificate}`, ...definedOnly({ before }) },
        },
        newestFirst: true,
        limit,
      });
      const links = linkItem.readAll(items);
      const keys = links.map(({ item, department }) => ({ work: `uses#${department}`, item }));
      const uses = useItem.readAll(await batchGet(table, keys));
      const next = hasMore ? links.at(-1)?.item : undefined;
      return { uses: uses.sort((a, b) => (a.id < b.id ? 1 : -1)), ...definedOnly({ next }) };
    },
  };
}
