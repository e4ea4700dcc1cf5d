import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { Notice } from '../../../schemas/sharing/notice.ts';
import type { NoticeRepository, StoredNotice } from '../../sharing/notices/ports.ts';
import { getItem, putItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const noticeItem = storedItem({ name: 'notice', key: ['entity', 'item'], parse: fromItem });
const StoredItem = z.looseObject({ notice: z.unknown(), readBy: z.set(z.string()).default(new Set()) });
const pageSize = 100;
const daySeconds = 24 * 3600;

const inboxOf = (department: string) => `inbox#${department}`;

/**
 * Stores the inbox of each department in the table of sharing, until the notices expire:
 *
 *     entity                 item (the notice's id)                         |
 *     inbox#human-resources  20201201020000000-5b1f0c7d1e9a3b48f2a6d4c8     | notice (Notice), readBy (set of accounts), expires
 */
export function noticeRepository(
  client: DynamoDBDocumentClient,
  name: string,
  { days, now }: { readonly days: number; readonly now: () => Instant },
): NoticeRepository {
  const table = { client, name };
  return {
    putNotice: async (notice) => {
      const expires = Math.floor(Date.parse(now()) / 1000) + days * daySeconds;
      await putItem(
        table,
        { entity: inboxOf(notice.department), item: notice.id, notice: Notice.parse(notice), expires },
        { expression: 'attribute_not_exists(#entity)' },
      );
    },
    notice: async (department, id) => {
      const item = await getItem(table, { entity: inboxOf(department), item: id });
      return item === undefined ? undefined : noticeItem.read(item);
    },
    notices: async function* ({ department, before }) {
      const entity = inboxOf(department);
      const where =
        before === undefined
          ? { expression: '#entity = :entity', values: { entity } }
          : { expression: '#entity = :entity AND #item < :before', values: { entity, before } };
      for await (const item of queryItems(table, { where, newestFirst: true, limit: pageSize })) {
        const notice = noticeItem.readOrReport(item);
        if (notice !== undefined) yield notice;
      }
    },
    markRead: async ({ id, department }, account) => {
      await updateItem(
        table,
        { entity: inboxOf(department), item: id },
        {
          add: { readBy: new Set([account]) },
          condition: { expression: 'attribute_exists(#entity)' },
          returnValues: 'NONE',
        },
      );
    },
  };
}

function fromItem(item: Item): StoredNotice {
  const { notice, readBy } = StoredItem.parse(item);
  return { ...parseTolerantly(Notice, notice), readBy };
}
