import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { StatusListRepository } from '../../certificates/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import type { Table } from '../dynamodb/table.ts';
import { ChainItem, headItem } from './chain-items.ts';
import { statusListName } from './status-list-attributes.ts';

const Counters = z.object({ size: z.int().default(0), changes: z.int().default(0) });
const ListedVersion = ChainItem.extend({
  statusIndex: z.int(),
  statusValue: z.int(),
  pending: z.boolean().default(false),
});
type ListedVersion = z.infer<typeof ListedVersion>;
const Current = z.object({ certificate: z.string(), current: z.string() });

const lookupBatchSize = 1_000;

/**
 * Keeps counters in the work table; entries that are not valid are an index of the chains.
 *
 *     list#<type>#<year> | list | size: indexes given, changes: how often the list was touched
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
    reserve: async (type, year, places) => {
      const counters = await updateItem(work, listKey(type, year), { add: { size: places } });
      return Counters.parse(counters).size - places;
    },
    touch: async (type, year) => {
      await updateItem(work, listKey(type, year), { add: { changes: 1 } });
    },
    state: async (type, year) => {
      const item = await getItem(work, listKey(type, year));
      return item === undefined ? null : Counters.parse(item);
    },
    entries: async function* (type, year) {
      for await (const listed of listedVersions(chains, statusListName(type, year)))
        for (const { statusIndex, statusValue } of await withoutCurrent(chains, listed))
          yield { index: statusIndex, value: statusValue };
    },
  };
}

async function* listedVersions(chains: Table, list: string): AsyncGenerator<ListedVersion[]> {
  let batch: ListedVersion[] = [];
  const query = { index: 'byStatusList', where: { expression: '#statusList = :list', values: { list } } };
  for await (const item of queryItems(chains, query)) {
    batch.push(ListedVersion.parse(item));
    if (batch.length < lookupBatchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
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
