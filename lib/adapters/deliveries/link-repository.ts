import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Channel } from '../../../schemas/collection/delivery.ts';
import { LinkState } from '../../../schemas/collection/link.ts';
import type { LinkRepository } from '../../collection/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { createEntity, defineModel, queryEntities, updateEntity, where } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const linkItem = storedItem({ name: 'link', key: ['dataset', 'item'], parse: fromItem });

const linkModel = defineModel({ dataset: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

export type LinkSearch = {
  /** Links of these datasets, unordered; reads 100 keys at once. */
  readonly linksOf: (datasets: readonly string[]) => Promise<readonly LinkState[]>;
};

/** Stores the channels of a dataset beside its state, under `link#<channel>`. */
export function linkRepository(client: DynamoDBDocumentClient, table: string): LinkRepository & LinkSearch {
  const model = linkModel(client, table);
  const linkKey = (dataset: string, channel: string) => ({ dataset, item: `link#${channel}` });
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
    beginTrial: async (link) => {
      await createEntity(model, { ...link, ...linkKey(link.dataset, link.channel) });
    },
    confirm: async (dataset, channel, receipt) => {
      const confirmed = await updateEntity(model, linkKey(dataset, channel), {
        set: { state: 'linked', receipt },
        condition: where().attribute('state').eq('on-trial'),
      });
      return confirmed === null ? null : linkItem.read(confirmed);
    },
  };
}

function fromItem({ item: _item, ...link }: Item): LinkState {
  return parseTolerantly(LinkState, link);
}
