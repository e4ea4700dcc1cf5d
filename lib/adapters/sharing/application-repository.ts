import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Application, applicationEntity } from '../../../schemas/sharing/application.ts';
import { GrantProof } from '../../../schemas/sharing/grant.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import type { ApplicationRepository, ApplicationSearch, ProofRepository } from '../../sharing/applications/ports.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item } from '../dynamodb/table.ts';
import { heldEventOutbox, holdEvents } from '../events/held-events.ts';
import { carryAttributes } from './carry-attributes.ts';
import { entitiesBelow } from './entities-below.ts';
import { entityAttributes, partitionOf } from './sharing-item.ts';

const key = ['entity', 'item'] as const;
const kind = 'application';
const current = 'current';
const applicationItem = storedItem({ name: kind, key, parse: fromItem });
const pageSize = 100;

const keyOf = (id: string) => ({ entity: applicationEntity(id), item: current });

export type SharingTables = {
  readonly sharing: string;
  readonly events: string;
};

/**
 * Stores an application, with the grant that it led to, as one item, so that a decision and its grant are one write:
 *
 *     entity             item     |
 *     application#01JD…  current  | the application; kind=application (byKind), consumer (byConsumer), provider
 *                                   (byProvider), waitsFor (byWaiting: `centre` or a department; absent at its end);
 *                                   proof (GrantProof; absent until the first night);
 *                                   eventCount, eventsCopied; uncopiedEvents, uncopied
 */
export function applicationRepository(
  client: DynamoDBDocumentClient,
  { sharing: name, events }: SharingTables,
): ApplicationRepository & ProofRepository & EventOutbox {
  const table = { client, name };
  const outbox = heldEventOutbox(client, { name, key, events });
  return {
    application: async (id) => {
      const item = await getItem(table, keyOf(id));
      return item === undefined ? undefined : applicationItem.read(item);
    },
    listApplications: async (search) => {
      const found: Application[] = [];
      for await (const item of queryItems(table, { ...whereOf(search), newestFirst: true, limit: pageSize })) {
        const application = applicationItem.readOrReport(item);
        if (application !== undefined && (search.accepts?.(application) ?? true)) found.push(application);
        if (found.length === search.limit) break;
      }
      return found;
    },
    saveApplication: async (application, { event, waitsFor }) => {
      const { lockVersion, id } = application;
      const stored = lockVersion === 1 ? undefined : await getItem(table, keyOf(id));
      // `saveProof` alone writes the proof: a step must not put back an earlier one.
      const { proof: _proof, ...strict }: Item = Application.parse(application);
      const next = stored === undefined ? strict : carryAttributes(stored, fromItem(stored), strict);
      const marks = holdEvents([event]);
      const saved = await updateItem(table, keyOf(id), {
        ...marks,
        set: { ...next, kind, waitsFor, ...marks.set },
        condition:
          lockVersion === 1
            ? { expression: 'attribute_not_exists(#lockVersion)' }
            : { expression: '#lockVersion = :before', values: { before: lockVersion - 1 } },
      });
      if (saved === null) return false;
      await outbox.copy(saved);
      return true;
    },
    saveProof: async ({ id, lockVersion }, proof, change) => {
      const set: Item = { proof: GrantProof.parse(proof) };
      const condition = { expression: '#lockVersion = :before', values: { before: lockVersion } };
      if (change === null) return (await updateItem(table, keyOf(id), { set, condition })) !== null;
      const marks = holdEvents([change.event]);
      // Who read the item before a suspension must not write after it as if there were none.
      const next = { lockVersion: lockVersion + 1, waitsFor: change.waitsFor };
      const saved = await updateItem(table, keyOf(id), { ...marks, set: { ...set, ...next, ...marks.set }, condition });
      if (saved === null) return false;
      await outbox.copy(saved);
      return true;
    },
    copyLeft: outbox.copyLeft,
  };
}

function whereOf({ of, before }: ApplicationSearch): {
  readonly where: Condition;
  readonly index: string;
} {
  const [attribute, value, index] = 'all' in of ? (['kind', kind, 'byKind'] as const) : partitionOf(of);
  return { where: entitiesBelow([attribute, value], applicationEntity, before), index };
}

function fromItem(item: Item): Application {
  return parseTolerantly(Application, entityAttributes(item));
}
