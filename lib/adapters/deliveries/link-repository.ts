import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Channel } from '../../../schemas/collection/delivery.ts';
import { linkEntity, LinkState } from '../../../schemas/collection/link.ts';
import type { LinkRepository } from '../../collection/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { createEntity, defineModel, queryEntities } from '../dynamodb/entity-model.ts';
import { updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents, holdEvents, holdFirstEvents } from '../events/held-events.ts';

const key = ['dataset', 'item'] as const;
const linkItem = storedItem({ name: 'link', key, parse: fromItem });

const linkModel = defineModel({ dataset: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });
const linkKey = (dataset: string, channel: string) => ({ dataset, item: `link#${channel}` });

const StateItem = z.looseObject({ dataset: z.string(), item: z.string() });

/** All events that a stored link still holds; `null` for another item of its table. */
export function linkOutboxItems(stored: Item): OutboxItems | null {
  const { dataset, item } = StateItem.parse(stored);
  const channel = /^link#(.+)$/.exec(item)?.[1];
  return channel === undefined ? null : { entity: linkEntity({ dataset, channel }), events: heldEvents(stored) };
}

export type LinkSearch = Pick<LinkRepository, 'read'> & {
  /** Links of these datasets, unordered; reads 100 keys at once. */
  readonly linksOf: (datasets: readonly string[]) => Promise<readonly LinkState[]>;
};

/** Reads the channels of a dataset, which are beside its state, under `link#<channel>`. */
export function linkSearch(client: DynamoDBDocumentClient, table: string): LinkSearch {
  const model = linkModel(client, table);
  return {
    read: async (dataset) => {
      const links: LinkState[] = [];
      const query = model.query('dataset').eq(dataset).where('item').beginsWith('link#').consistent();
      for await (const item of queryEntities(query)) links.push(linkItem.read(item));
      return links;
    },
    linksOf: async (datasets) => {
      const keys = datasets.flatMap((dataset) => Channel.options.map((channel) => linkKey(dataset, channel)));
      return linkItem.readAll(await batchGet({ client, name: table }, keys));
    },
  };
}

export type LinkTables = { readonly datasetStates: string; readonly events: string };

/** Adds writing to `linkSearch`; transitions are copied to the table of events. */
export function linkRepository(
  client: DynamoDBDocumentClient,
  { datasetStates: table, events }: LinkTables,
): LinkRepository & EventOutbox {
  const model = linkModel(client, table);
  const outbox = heldEventOutbox(client, { name: table, key, events });
  return {
    read: linkSearch(client, table).read,
    beginTrial: async (link, event) => {
      const item = { ...link, ...linkKey(link.dataset, link.channel), ...holdFirstEvents([event]) };
      if (await createEntity(model, item)) await outbox.copy(item);
    },
    confirm: async ({ dataset, channel }, receipt, event) => {
      const marks = holdEvents([event]);
      const confirmed = await updateItem({ client, name: table }, linkKey(dataset, channel), {
        ...marks,
        set: { state: 'linked', receipt, ...marks.set },
        condition: { expression: '#state = :trial', values: { trial: 'on-trial' } },
      });
      if (confirmed === null) return null;
      await outbox.copy(confirmed);
      return linkItem.read(confirmed);
    },
    copyLeft: outbox.copyLeft,
  };
}

function fromItem({ item: _item, ...link }: Item): LinkState {
  return parseTolerantly(LinkState, link);
}
