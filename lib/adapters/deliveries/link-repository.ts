import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LinkState } from '../../../schemas/collection/link.ts';
import type { LinkRepository } from '../../collection/ports.ts';
import { createEntity, defineModel, queryEntities, updateEntity, where } from '../dynamodb/entity-model.ts';
import type { Item } from '../dynamodb/table.ts';

const linkModel = defineModel({ dataset: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

/** Stores the channels of a dataset beside its state, under `link#<channel>`. */
export function linkRepository(client: DynamoDBDocumentClient, table: string): LinkRepository {
  const model = linkModel(client, table);
  const linkKey = (dataset: string, channel: string) => ({ dataset, item: `link#${channel}` });
  return {
    read: async (dataset) => {
      const links: LinkState[] = [];
      const query = model.query('dataset').eq(dataset).where('item').beginsWith('link#').consistent();
      for await (const item of queryEntities(query)) links.push(fromItem(item));
      return links;
    },
    beginTrial: async (link) => {
      await createEntity(model, { ...link, ...linkKey(link.dataset, link.channel) });
    },
    confirm: async (dataset, channel, receipt) => {
      const confirmed = await updateEntity(model, linkKey(dataset, channel), {
        set: { state: 'linked', receipt },
        condition: where().attribute('state').eq('on-trial'),
      });
      return confirmed === null ? null : fromItem(confirmed);
    },
  };
}

function fromItem({ item: _item, ...link }: Item): LinkState {
  return LinkState.parse(link);
}
