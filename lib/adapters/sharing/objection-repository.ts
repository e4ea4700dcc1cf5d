import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Objection, objectionEntity } from '../../../schemas/sharing/objection.ts';
import type { ObjectionRepository, ObjectionSearch } from '../../sharing/objections/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import { heldEventOutbox, holdEvents } from '../events/held-events.ts';
import type { SharingTables } from './application-repository.ts';
import { carryAttributes } from './carry-attributes.ts';
import { entitiesBelow } from './entities-below.ts';
import { entityAttributes, partitionOf } from './sharing-item.ts';

const key = ['entity', 'item'] as const;
const kind = 'objection';
const current = 'current';
const objectionItem = storedItem({ name: kind, key, parse: fromItem });
const noteItem = storedItem({ name: 'objection-note', key, parse: (item) => Note.parse(item).entity });
const Note = z.object({ entity: z.string().transform((entity) => entity.slice(objectionEntity('').length)) });
const pageSize = 100;

const keyOf = (id: string) => ({ entity: objectionEntity(id), item: current });
const noteOf = (department: string) => `informed#${department}`;

/**
 * Stores objections, and to which departments one is of concern.
 *
 *     entity           item            |
 *     objection#01JD…  current         | the objection; kind=objection (byKind), consumer (byConsumer), provider
 *                                        (byProvider), waitsFor (byWaiting: `centre` or a department; absent at its
 *                                        end); eventCount, eventsCopied; uncopiedEvents, uncopied
 *     objection#01JD…  informed#<dep>  | kind=informed#<dep> (byKind); counts once the objection names the department
 */
export function objectionRepository(
  client: DynamoDBDocumentClient,
  { sharing: name, events }: SharingTables,
): ObjectionRepository {
  const table = { client, name };
  const outbox = heldEventOutbox(client, { name, key, events });
  const objections = async (ids: readonly string[]) =>
    objectionItem.readAll(
      await batchGet(
        table,
        ids.map((id) => keyOf(id)),
      ),
    );
  return {
    objection: async (id) => {
      const item = await getItem(table, keyOf(id));
      return item === undefined ? undefined : objectionItem.read(item);
    },
    objections,
    listObjections: async (search) => {
      const found: Objection[] = [];
      const all = 'informed' in search.of ? findNoted(table, search, objections) : findIn(table, search);
      for await (const objection of all) {
        if (search.accepts?.(objection) ?? true) found.push(objection);
        if (found.length === search.limit) break;
      }
      return found;
    },
    saveObjection: async (objection, { event, waitsFor }) => {
      const { lockVersion, id, suggested = null } = objection;
      const stored = lockVersion === 1 ? undefined : await getItem(table, keyOf(id));
      const strict: Item = Objection.parse(objection);
      const next = stored === undefined ? strict : carryAttributes(stored, fromItem(stored), strict);
      const marks = holdEvents([event]);
      const saved = await updateItem(table, keyOf(id), {
        ...marks,
        set: { ...next, suggested, kind, waitsFor, ...marks.set },
        condition:
          lockVersion === 1
            ? { expression: 'attribute_not_exists(#lockVersion)' }
            : { expression: '#lockVersion = :before', values: { before: lockVersion - 1 } },
      });
      if (saved === null) return false;
      await outbox.copy(saved);
      return true;
    },
    noteInformed: async (id, departments) => {
      for (const department of departments) {
        const note = noteOf(department);
        await updateItem(table, { entity: objectionEntity(id), item: note }, { set: { kind: note } });
      }
    },
  };
}

async function* findIn(table: Table, { of, before }: ObjectionSearch): AsyncGenerator<Objection> {
  const [attribute, value, index] = placeOf(of);
  const where = entitiesBelow([attribute, value], objectionEntity, before);
  for await (const item of queryItems(table, { where, index, newestFirst: true, limit: pageSize })) {
    const objection = objectionItem.readOrReport(item);
    if (objection !== undefined) yield objection;
  }
}

/** Notes lead to their objections, some at a time. */
async function* findNoted(
  table: Table,
  { of, before }: ObjectionSearch,
  objections: ObjectionRepository['objections'],
): AsyncGenerator<Objection> {
  const [attribute, value, index] = placeOf(of);
  const where = entitiesBelow([attribute, value], objectionEntity, before);
  let ids: string[] = [];
  const read = async () => [...(await objections(ids))].sort((one, other) => (one.id < other.id ? 1 : -1));
  for await (const item of queryItems(table, { where, index, newestFirst: true, limit: pageSize })) {
    const id = noteItem.readOrReport(item);
    if (id !== undefined) ids.push(id);
    if (ids.length < pageSize) continue;
    yield* await read();
    ids = [];
  }
  yield* await read();
}

function placeOf(of: ObjectionSearch['of']) {
  if ('informed' in of) return ['kind', noteOf(of.informed), 'byKind'] as const;
  return 'all' in of ? (['kind', kind, 'byKind'] as const) : partitionOf(of);
}

function fromItem(item: Item): Objection {
  return parseTolerantly(Objection, entityAttributes(item));
}
