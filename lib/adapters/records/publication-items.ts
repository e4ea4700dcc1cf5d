import { z } from 'zod';
import { Publication } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { getItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';

const LatestItem = z.looseObject({ latest: z.record(z.string(), z.unknown()).optional() });
const latestItem = storedItem({
  name: 'dataset-state',
  key: ['dataset', 'item'],
  parse: (item) => LatestItem.parse(item).latest,
});
const publicationItem = storedItem({
  name: 'publication',
  key: ['dataset', 'number'],
  parse: ({ item: _item, ...publication }) => parseTolerantly(Publication, publication),
});

/** Keys the item that holds the newest publication, the lease and the loading delivery. */
export const stateKey = (dataset: string) => ({ dataset, item: 'state' });
/** Pads the number to six digits, so that items sort by number. */
export const publicationKey = (dataset: string, number: number) => ({
  dataset,
  item: `publication#${`${number}`.padStart(6, '0')}`,
});

/** Reads the publication in force, which is in the state item; `undefined` before the first one. */
export async function readLatest(table: Table, dataset: string): Promise<Publication | undefined> {
  const stored = await readLatestAsStored(table, dataset);
  return stored === undefined ? undefined : publicationFromItem(stored);
}

/** Reads it with what only a later version knows of it. */
export async function readLatestAsStored(table: Table, dataset: string): Promise<Item | undefined> {
  const state = (await getItem(table, stateKey(dataset))) ?? {};
  const latest = latestItem.read(state);
  return latest === undefined ? undefined : { ...latest, ...definedOnly({ schema: state['schema'] }) };
}

/** Reads newest first, from the publication in force. */
export async function* readPublications(table: Table, dataset: string, pageSize = 100): AsyncGenerator<Publication> {
  const latest = await readLatest(table, dataset);
  if (latest === undefined) return;
  yield latest;
  if (latest.number === 1) return;
  const earlier = queryItems(table, {
    where: {
      expression: '#dataset = :dataset AND #item BETWEEN :first AND :last',
      values: {
        dataset,
        first: publicationKey(dataset, 1).item,
        last: publicationKey(dataset, latest.number - 1).item,
      },
    },
    newestFirst: true,
    limit: pageSize,
  });
  for await (const item of earlier) yield publicationFromItem(item);
}

/** Returns the newest that fits, or null. */
export async function findPublication(
  table: Table,
  dataset: string,
  fits: (publication: Publication) => boolean,
): Promise<Publication | null> {
  for await (const publication of readPublications(table, dataset)) if (fits(publication)) return publication;
  return null;
}

/** Drops the sort key; throws the Failure `item-unreadable`. */
export function publicationFromItem(item: Item): Publication {
  return publicationItem.read(item);
}
