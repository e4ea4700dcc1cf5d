import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { AuditEntry } from '../../../schemas/sharing/audit-entry.ts';
import { auditOrder } from '../../kernel/audit-order.ts';
import type {
  AuditChainReader,
  AuditLogReader,
  AuditLogWriter,
  AuditMentionWriter,
  AuditQuery,
  StoredAuditEntry,
} from '../../sharing/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { putItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item, Table } from '../dynamodb/table.ts';

const key = ['chain', 'item'] as const;
const StoredText = z.object({ text: z.string(), hash: z.string() });
const Mention = z.object({ entry: z.object({ chain: z.string(), item: z.string() }) });
const textItem = storedItem({ name: 'audit-entry', key, parse: (item): StoredAuditEntry => StoredText.parse(item) });
const entryItem = storedItem({
  name: 'audit-entry',
  key,
  parse: (item) => parseTolerantly(AuditEntry, JSON.parse(StoredText.parse(item).text)),
});
const mentionItem = storedItem({ name: 'audit-mention', key, parse: (item) => Mention.parse(item).entry });

const indexes = { account: 'byAccount', department: 'byDepartment', provider: 'byProvider' } as const;
const pageSize = 100;
const mentionsAtOnce = 1_000;

/**
 * Entries are only added.
 *
 *     chain               item         |
 *     civil-affairs#03    000000000123 | text, hash, account, department, provider, order     what AuditEntry has, as JSON
 *     subject#<hash>      <order>      | entry {chain, item}                   who used data of this subject
 */
export function auditLog(
  client: DynamoDBDocumentClient,
  name: string,
): AuditLogWriter & AuditMentionWriter & AuditLogReader & AuditChainReader {
  const table = { client, name };
  return {
    last: async (chain) => {
      const newest = {
        where: { expression: '#chain = :chain', values: { chain } },
        newestFirst: true,
        limit: 1,
      } as const;
      for await (const item of queryItems(table, newest)) return textItem.read(item);
      return null;
    },
    add: async (entry, stored) => {
      if (!(await putItem(table, toItem(entry, stored), { expression: 'attribute_not_exists(#chain)' }))) return false;
      await batchPut(table, toMentions(entry, entry.subjects));
      return true;
    },
    mention: async (entry, subjects) => {
      let some: string[] = [];
      for (const subject of subjects) {
        some.push(subject);
        if (some.length < mentionsAtOnce) continue;
        await batchPut(table, toMentions(entry, some));
        some = [];
      }
      await batchPut(table, toMentions(entry, some));
    },
    entries: async function* (chain, from = 1) {
      const where = {
        expression: '#chain = :chain AND #item >= :from',
        values: { chain, from: itemOf(from) },
      };
      for await (const item of queryItems(table, { where })) yield textItem.read(item);
    },
    search: ({ by, value, ...bounds }) =>
      by === 'subject' ? searchMentions(table, value, bounds) : searchEntries(table, [by, value], bounds),
  };
}

const itemOf = (number: number): string => `${number}`.padStart(12, '0');
const entryKey = ({ chain, number }: AuditEntry) => ({ chain, item: itemOf(number) });

function toItem(entry: AuditEntry, { text, hash }: StoredAuditEntry): Item {
  const { by: account, department, provider } = AuditEntry.parse(entry);
  const order = auditOrder(entry);
  return {
    ...entryKey(entry),
    text,
    hash,
    account,
    department,
    order,
    ...(provider === undefined ? {} : { provider }),
  };
}

function toMentions(entry: AuditEntry, subjects: readonly string[]): Item[] {
  const item = auditOrder(entry);
  return subjects.map((subject) => ({ chain: `subject#${subject}`, item, entry: entryKey(entry) }));
}

type Bounds = Pick<AuditQuery, 'from' | 'before'>;

async function* searchEntries(
  table: Table,
  [by, value]: readonly [keyof typeof indexes, string],
  bounds: Bounds,
): AsyncGenerator<AuditEntry> {
  const where = toCondition(by, value, 'order', bounds);
  for await (const item of queryItems(table, { index: indexes[by], where, newestFirst: true, limit: pageSize })) {
    const entry = entryItem.readOrReport(item);
    if (entry === undefined) continue;
    if (isBefore(entry, bounds)) return;
    yield entry;
  }
}

/** Mentions lead to their entries, some at a time. */
async function* searchMentions(table: Table, value: string, bounds: Bounds): AsyncGenerator<AuditEntry> {
  const where = toCondition('chain', `subject#${value}`, 'item', bounds);
  let keys: Item[] = [];
  for await (const item of queryItems(table, { where, newestFirst: true, limit: pageSize })) {
    const mentioned = mentionItem.readOrReport(item);
    if (mentioned !== undefined) keys.push(mentioned);
    if (keys.length < pageSize) continue;
    for (const entry of await readEntries(table, keys)) {
      if (isBefore(entry, bounds)) return;
      yield entry;
    }
    keys = [];
  }
  for (const entry of await readEntries(table, keys)) if (!isBefore(entry, bounds)) yield entry;
}

async function readEntries(table: Table, keys: readonly Item[]): Promise<AuditEntry[]> {
  const entries = entryItem.readAll(await batchGet(table, keys));
  return entries.sort((one, other) => (auditOrder(one) < auditOrder(other) ? 1 : -1));
}

const isBefore = ({ at }: AuditEntry, { from }: Bounds): boolean => from !== undefined && at < from;

function toCondition(name: string, value: string, order: 'order' | 'item', { before }: Bounds): Condition {
  if (before === undefined) return { expression: `#${name} = :value`, values: { value } };
  return { expression: `#${name} = :value AND #${order} < :before`, values: { value, before } };
}
