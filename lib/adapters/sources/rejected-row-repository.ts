import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { RejectedRowRepository, SourceKey } from '../../collection/sources/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { getItem, updateItem, type ItemUpdate } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { countItems, queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';

/** `source` is dataset#channel; only pending rows have `pending`, and so are in the index. */
const RejectedRowItem = RejectedRowRecord.extend({ source: z.string(), pending: z.string().optional() });
const rejectedRowItem = storedItem({ name: 'rejected-row', key: ['source', 'id'], parse: fromItem });
const Id = z.object({ id: z.string() });

const writeConcurrency = 8;
const maxIds = 100_000;

const sourceName = ({ dataset, channel }: SourceKey) => `${dataset}#${channel}`;

/** Stores at most one rejected row for each record of a source. */
export function rejectedRowRepository(client: DynamoDBDocumentClient, name: string): RejectedRowRepository {
  const table = { client, name };
  return {
    read: async (key, id) => {
      const item = await getItem(table, { source: sourceName(key), id });
      return item === undefined ? null : rejectedRowItem.read(item);
    },
    ...pendingRows(table),
    ...transitions(table),
  };
}

function pendingRows(table: Table): Pick<RejectedRowRepository, 'pending' | 'countPending' | 'pendingIds'> {
  const pendingOf = (key: SourceKey) => ({
    index: 'byPending',
    where: { expression: '#pending = :pending', values: { pending: sourceName(key) } },
  });
  return {
    pending: async (key, { after, limit }) => {
      const { index, where } = pendingOf(key);
      const found: RejectedRowRecord[] = [];
      const page = queryItems(table, {
        index,
        where: {
          expression: after === undefined ? where.expression : `${where.expression} AND #id > :after`,
          values: { ...where.values, ...definedOnly({ after }) },
        },
        limit,
      });
      for await (const item of page) {
        const row = rejectedRowItem.readOrReport(item);
        if (row !== undefined) found.push(row);
        if (found.length === limit) break;
      }
      return found;
    },
    countPending: (key) => countItems(table, pendingOf(key)),
    pendingIds: async (key) => {
      const ids = new Set<string>();
      for await (const item of queryItems(table, { ...pendingOf(key), attributes: ['id'] })) {
        ids.add(Id.parse(item).id);
        if (ids.size === maxIds) break;
      }
      return ids;
    },
  };
}

type Transitions = Pick<RejectedRowRepository, 'recordRejection' | 'resolve' | 'reopen' | 'claimForReplay'>;

function transitions(table: Table): Transitions {
  return {
    recordRejection: async (rejectedRows) => {
      await mapWithConcurrency(writeConcurrency, rejectedRows, (row) => recordRejection(table, row));
    },
    resolve: (key, ids, by) =>
      updateEach(table, key, ids, {
        set: { state: 'resolved', pending: null },
        condition: { expression: 'attribute_exists(#id) AND #delivery <= :by', values: { by } },
      }),
    reopen: (key, ids) =>
      updateEach(table, key, ids, {
        set: { state: 'pending', replay: null },
        condition: { expression: '#state = :replaying', values: { replaying: 'replaying' } },
      }),
    claimForReplay: async (key, id, replay) => {
      const claimed = await updateItem(
        table,
        { source: sourceName(key), id },
        {
          set: { state: 'replaying', replay },
          condition: { expression: '#state = :waiting', values: { waiting: 'pending' } },
        },
      );
      return claimed === null ? null : rejectedRowItem.read(claimed);
    },
  };
}

/** The same delivery's repeated rejection changes nothing. */
async function recordRejection(
  table: Table,
  { id, at, dataset, channel, ...rejection }: Parameters<RejectedRowRepository['recordRejection']>[0][number],
): Promise<void> {
  const source = sourceName({ dataset, channel });
  await updateItem(
    table,
    { source, id },
    {
      set: { dataset, channel, at, state: 'pending', pending: source, ...rejection, replay: null },
      setIfAbsent: { firstAt: at },
      add: { attempts: 1 },
      condition: { expression: 'attribute_not_exists(#id) OR #delivery < :delivery' },
      returnValues: 'NONE',
    },
  );
}

/** Rows whose condition does not hold stay as they are. */
async function updateEach(table: Table, key: SourceKey, ids: readonly string[], update: ItemUpdate): Promise<void> {
  const source = sourceName(key);
  await mapWithConcurrency(writeConcurrency, ids, (id) =>
    updateItem(table, { source, id }, { ...update, returnValues: 'NONE' }),
  );
}

function fromItem(item: Item): RejectedRowRecord {
  const { source: _source, pending: _pending, ...rejectedRow } = parseTolerantly(RejectedRowItem, item);
  return rejectedRow;
}
