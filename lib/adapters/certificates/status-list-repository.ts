import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import { Instant } from '../../../schemas/kernel/day.ts';
import type { StatusListRepository } from '../../certificates/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { queryItems, queryPage } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import { ChainItem, headItem } from './chain-items.ts';
import { statusListName } from './status-list-attributes.ts';

const Counters = z.object({
  size: z.int().default(0),
  changes: z.int().default(0),
  changedAt: Instant,
  dueAt: Instant,
});
const countersItem = storedItem({ name: 'status-list', key: ['work'], parse: (item) => Counters.parse(item) });
const DueList = Counters.extend({ work: z.string().transform(parseListKey) });
const dueItem = storedItem({ name: 'status-list', key: ['work'], parse: (item) => DueList.parse(item).work });
const ListedVersion = ChainItem.extend({
  statusIndex: z.int(),
  statusValue: z.int().min(1).max(15),
  pending: z.boolean().default(false),
});
type ListedVersion = z.infer<typeof ListedVersion>;
const listedItem = storedItem({
  name: 'status-list-entry',
  key: ['certificate', 'item'],
  parse: (item) => ListedVersion.parse(item),
});
const Current = z.object({ certificate: z.string(), current: z.string() });

const lookupBatchSize = 1_000;
const pending = 'status-list';
const maxDue = 100;

/**
 * Keeps counters in the work table; entries that are not valid are an index of the chains.
 *
 *     list#<type>#<year> | list | size: indexes given, changes: how often the list was touched,
 *                               | changedAt, `pending` and `dueAt`: when the list is to be made
 */
export function statusListRepository(
  client: DynamoDBDocumentClient,
  certificatesTable: string,
  workTable: string,
): StatusListRepository {
  const chains = { client, name: certificatesTable };
  const work = { client, name: workTable };
  const listKey = (type: string, year: number) => ({ work: `list#${statusListName(type, year)}`, item: 'list' });
  return {
    reserve: async (type, year, places, at) => {
      const counters = await updateItem(work, listKey(type, year), {
        add: { size: places },
        set: { pending, changedAt: at, dueAt: at },
      });
      return countersItem.read(counters ?? {}).size - places;
    },
    touch: async (type, year, at) => {
      await updateItem(work, listKey(type, year), { add: { changes: 1 }, set: { pending, changedAt: at, dueAt: at } });
    },
    due: async (now) => {
      const where = { expression: '#pending = :pending AND #dueAt <= :now', values: { pending, now } };
      const { items } = await queryPage(work, { index: 'byPending', where, limit: maxDue });
      return await dueItem.readDue(items, postponeBy({ table: work, key: ['work', 'item'], attribute: 'dueAt', now }));
    },
    made: async (type, year, { size, changes }, dueAt) => {
      await updateItem(work, listKey(type, year), {
        set: { dueAt },
        condition: {
          expression: `#size = :size AND ${changes === 0 ? '(attribute_not_exists(#changes) OR #changes = :changes)' : '#changes = :changes'}`,
          values: { size, changes },
        },
      });
    },
    state: async (type, year) => {
      const item = await getItem(work, listKey(type, year));
      return item === undefined ? null : countersItem.read(item);
    },
    entries: async function* (type, year) {
      for await (const listed of listedVersions(chains, statusListName(type, year)))
        for (const { statusIndex, statusValue } of await withoutCurrent(chains, listed))
          yield { index: statusIndex, value: statusValue };
    },
  };
}

/** `list#411102#2020`. */
function parseListKey(key: string): { readonly type: string; readonly year: number } {
  const [, type = '', year = ''] = key.split('#');
  return { type, year: Number(year) };
}

async function* listedVersions(chains: Table, list: string): AsyncGenerator<ListedVersion[]> {
  let batch: ListedVersion[] = [];
  const query = { index: 'byStatusList', where: { expression: '#statusList = :list', values: { list } } };
  for await (const item of queryItems(chains, query)) {
    batch.push(listedItem.readOrReport(item) ?? notValid(item));
    if (batch.length < lookupBatchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Only versions that are not valid are in the index: left out, an unreadable one would become valid. */
function notValid(item: Item): ListedVersion {
  const { certificate, item: name } = ChainItem.parse(item);
  const statusIndex = z.int().parse(item['statusIndex']);
  return { certificate, item: name, statusIndex, statusValue: statusListValues.other, pending: false };
}

/** Their heads have an entry of their own. */
async function withoutCurrent(chains: Table, listed: readonly ListedVersion[]): Promise<readonly ListedVersion[]> {
  const pending = [...new Set(listed.flatMap(({ certificate, pending }) => (pending ? [certificate] : [])))];
  if (pending.length === 0) return listed;
  const keys = pending.map((certificate) => ({ certificate, item: headItem }));
  const heads = (await batchGet(chains, keys, ['certificate', 'current'])).map((head) => Current.parse(head));
  const current = new Map(heads.map((head) => [head.certificate, head.current]));
  return listed.filter(({ certificate, item, pending }) => !pending || current.get(certificate) !== item);
}
