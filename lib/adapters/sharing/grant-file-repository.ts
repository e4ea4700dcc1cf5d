import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { GrantFiles } from '../../../schemas/sharing/grant-file.ts';
import type { GrantFileRepository } from '../../sharing/files/ports.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { getItem, putItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const filesItem = storedItem({ name: 'grant-files', key: ['entity', 'item'], parse: fromItem });
const StoredFiles = GrantFiles.extend({ entity: z.string(), item: z.literal('recent'), expires: z.int() });

const keptDays = 30;
const daySeconds = 86_400;

/**
 * Keeps the newest files of each grant in one item; TTL deletes it 30 days after the newest was asked for.
 *
 *     entity         item   |
 *     files#<grant>  recent | files (GrantFile, the newest first), lockVersion, expires
 */
export function grantFileRepository(client: DynamoDBDocumentClient, name: string): GrantFileRepository {
  const table = { client, name };
  const keyOf = (grant: string) => ({ entity: `files#${grant}`, item: 'recent' }) as const;
  return {
    files: async (grant) => {
      const item = await getItem(table, keyOf(grant));
      return item === undefined ? { files: [], lockVersion: 0 } : filesItem.read(item);
    },
    saveFiles: async (grant, next) => {
      const newest = Date.parse(next.files[0]?.requestedAt ?? '') / 1000;
      const item = { ...next, ...keyOf(grant), expires: Math.ceil(newest) + keptDays * daySeconds };
      if (next.lockVersion === 1)
        return await putItem(table, StoredFiles.parse(item), { expression: 'attribute_not_exists(#entity)' });
      const stored = await getItem(table, keyOf(grant));
      return await putItem(table, itemCarryingUnknown(StoredFiles, item, stored), {
        expression: '#lockVersion = :before',
        values: { before: next.lockVersion - 1 },
      });
    },
  };
}

function fromItem({ entity: _entity, item: _item, expires: _expires, ...files }: Item): GrantFiles {
  return parseTolerantly(GrantFiles, files);
}
