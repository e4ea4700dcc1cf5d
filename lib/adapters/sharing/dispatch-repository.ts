import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { Dispatch } from '../../../schemas/sharing/notice-dispatch.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { DigestEntry, DispatchLane, DispatchRepository } from '../../sharing/notices/dispatch/ports.ts';
import { getItem, putItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { queryItems, queryPage } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';

const key = ['entity', 'item'] as const;
const dispatchItem = storedItem({ name: 'dispatch', key, parse: fromItem });

const prefix = 'dispatches#';
const keyOf = ({ department, id }: Pick<Dispatch, 'department' | 'id'>) => ({
  entity: `${prefix}${department}`,
  item: id,
});
const laneOf = ({ department, way }: DispatchLane) => `${way}#${department}`;
const pageSize = 100;
const maxLog = 20;
const daySeconds = 24 * 3600;

/**
 * Stores what is sent, in the table of sharing, until it expires. `lane` and `laneAt` exist while it waits: the sparse
 * index `byLane`.
 *
 *     entity                    item (sorts by moment)        |
 *     dispatches#civil-affairs  <notice>-webhook              | way, state, tries, log, notices, about (kind); lane, laneAt
 *     dispatches#civil-affairs  20261202000000000-digest      | the same; `notices` (a set) grows until its first try
 */
export function dispatchRepository(
  client: DynamoDBDocumentClient,
  name: string,
  { days, now }: { readonly days: number; readonly now: () => Instant },
): DispatchRepository {
  const table = { client, name };
  const expires = () => Math.floor(Date.parse(now()) / 1000) + days * daySeconds;
  return {
    putDispatch: async (dispatch) => {
      await putItem(
        table,
        { ...toItem(dispatch), expires: expires() },
        { expression: 'attribute_not_exists(#entity)' },
      );
    },
    addToDigest: async (entry) => await addToDigest(table, entry, { createdAt: now(), expires: expires() }),
    dueDispatches: async (lane, at, limit) => {
      const where = {
        expression: '#lane = :lane AND #laneAt <= :now',
        values: { lane: laneOf(lane), now: at },
      };
      const { items } = await queryPage(table, { index: 'byLane', where, limit });
      return await dispatchItem.readDue(items, postponeBy({ table, key, attribute: 'laneAt', now: at }));
    },
    claim: async (dispatch, until) => {
      const claimed = await updateItem(table, keyOf(dispatch), {
        set: { laneAt: until },
        add: { tries: 1 },
        condition: { expression: '#laneAt = :seen', values: { seen: dispatch.dueAt ?? '' } },
      });
      return claimed === null ? null : dispatchItem.read(claimed);
    },
    settle: async (claimed, { try: ended, state, dueAt }) => {
      await updateItem(table, keyOf(claimed), {
        set: {
          state,
          log: [...claimed.log, ended].slice(-maxLog),
          laneAt: dueAt ?? null,
          ...(dueAt === undefined ? { lane: null } : {}),
        },
        condition: { expression: '#laneAt = :claimed', values: { claimed: claimed.dueAt ?? '' } },
        returnValues: 'NONE',
      });
    },
    dispatches: async function* ({ department, before }) {
      const entity = `${prefix}${department}`;
      const where =
        before === undefined
          ? { expression: '#entity = :entity', values: { entity } }
          : { expression: '#entity = :entity AND #item < :before', values: { entity, before } };
      for await (const item of queryItems(table, { where, newestFirst: true, limit: pageSize })) {
        const dispatch = dispatchItem.readOrReport(item);
        if (dispatch !== undefined) yield dispatch;
      }
    },
    replay: async ({ department, id }, at) => {
      const way = id.endsWith('-webhook') ? 'webhook' : 'mail';
      const replayed = await updateItem(table, keyOf({ department, id }), {
        set: { state: 'waiting', tries: 0, lane: laneOf({ department, way }), laneAt: at, expires: expires() },
        condition: { expression: 'attribute_exists(#entity) AND #state <> :open', values: { open: 'waiting' } },
        returnValues: 'NONE',
      });
      return replayed !== null;
    },
  };
}

type NewItem = { readonly createdAt: Instant; readonly expires: number };

/** The item is made by its first notice, and closed by its first try. */
async function addToDigest(table: Table, entry: DigestEntry, { createdAt, expires }: NewItem): Promise<boolean> {
  const { entity, item, notices, ...first } = toItem(digestOf(entry, createdAt));
  const added = await updateItem(
    table,
    { entity, item },
    {
      add: { notices: notices ?? new Set() },
      setIfAbsent: { ...first, expires },
      condition: {
        expression: 'attribute_not_exists(#entity) OR (#state = :open AND #tries = :untried)',
        values: { open: 'waiting', untried: 0 },
      },
      returnValues: 'NONE',
    },
  );
  if (added !== null) return true;
  const stored = await getItem(table, { entity, item });
  return stored !== undefined && dispatchItem.read(stored).notices.includes(entry.notice);
}

function digestOf({ department, day, dueAt, notice }: DigestEntry, createdAt: Instant): Dispatch {
  const id = `${day.replaceAll('-', '')}000000000-digest`;
  return { id, department, way: 'mail', notices: [notice], state: 'waiting', createdAt, dueAt, tries: 0, log: [] };
}

function toItem(dispatch: Dispatch) {
  const { id: _, department, kind, notices, dueAt, ...rest } = Dispatch.parse(dispatch);
  return {
    ...keyOf(dispatch),
    ...rest,
    // `kind` is the key of an index.
    ...definedOnly({ about: kind, notices: notices.length === 0 ? undefined : new Set(notices) }),
    ...(dueAt === undefined ? {} : { lane: laneOf({ department, way: rest.way }), laneAt: dueAt }),
  };
}

const StoredItem = z.looseObject({
  entity: z.string(),
  item: z.string(),
  notices: z.set(z.string()).default(new Set()),
  about: z.unknown().optional(),
  laneAt: z.unknown().optional(),
});

function fromItem(stored: Item): Dispatch {
  const {
    entity,
    item: id,
    notices,
    about,
    laneAt,
    lane: _lane,
    expires: _expires,
    ...rest
  } = StoredItem.parse(stored);
  const dispatch = {
    ...rest,
    id,
    department: entity.slice(prefix.length),
    notices: [...notices].toSorted(),
    ...definedOnly({ kind: about, dueAt: laneAt }),
  };
  return parseTolerantly(Dispatch, dispatch);
}
