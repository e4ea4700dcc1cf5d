import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { CatalogueEntry, SearchCard, StoredVersion, type Searchable } from '../../../schemas/catalogue/entry.ts';
import { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { ClosingPorts, DraftingPorts, ListingPorts } from '../../catalogue/ports.ts';
import { Failure } from '../../kernel/failure.ts';

export type CatalogueTable = Pick<DraftingPorts, 'entry' | 'version' | 'change' | 'nextSerial'> &
  Pick<ClosingPorts, 'keepVersion'> &
  ListingPorts & {
    /** Keeps a new entry, with a card if it is published from the start; `false` when its id is taken. */
    readonly create: (entry: CatalogueEntry, card?: SearchCard) => Promise<boolean>;
    /** All published entries with what they are found by. Lags behind a change by a moment. */
    readonly searchables: () => Promise<readonly Searchable[]>;
    /** A number that moves after what the search finds has changed. */
    readonly mark: () => Promise<number>;
    /** Makes sure that serial numbers up to this one are not given again. */
    readonly reserveSerial: (classificationCode: string, serial: number) => Promise<void>;
  };

/*
 *   dataset           item                        | revision  body  listing  card  listed  provider  searchable
 *   resident-ids      entry                       |    7      {…}   {…}      {…}   entry   police    published
 *   resident-ids      version#000001#f3a…         |           {…}
 *   #codes            30700141110105              | serial 12
 *   #mark             mark                        | moved 66
 *
 * Bodies are JSON text: one attribute each, read and written whole, with no map of 200 fields to be taken apart.
 */
const entryKey = (dataset: string) => ({ dataset, item: 'entry' });
const versionKey = (dataset: string, version: number, copy: string) => ({
  dataset,
  item: `version#${String(version).padStart(6, '0')}#${copy}`,
});
const serialKey = (classificationCode: string) => ({ dataset: '#codes', item: classificationCode });
const markKey = { dataset: '#mark', item: 'mark' };

/** Catalogue entries in DynamoDB. Every change is one conditional write; single reads are strongly consistent, lists are not. */
export function catalogueTable(client: DynamoDBDocumentClient, table: string): CatalogueTable {
  const read = async (Key: Record<string, string>): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  const readIndex = async function* (
    index: string,
    key: string,
    value: string,
    after: string | undefined,
    pageSize: number | undefined,
  ) {
    const pages = paginateQuery(
      { client, ...(pageSize === undefined ? {} : { pageSize }) },
      {
        TableName: table,
        IndexName: index,
        KeyConditionExpression: after === undefined ? '#key = :value' : '#key = :value AND dataset > :after',
        ExpressionAttributeNames: { '#key': key },
        ExpressionAttributeValues: { ':value': value, ...(after === undefined ? {} : { ':after': after }) },
      },
    );
    for await (const { Items = [] } of pages) yield* Items;
  };

  const moveMark = async () => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: markKey,
        UpdateExpression: 'ADD moved :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  };

  return {
    entry: async (dataset) => {
      const item = await read(entryKey(dataset));
      return item === undefined ? null : CatalogueEntry.parse(fromText(item['body']));
    },

    version: async (dataset, version, copy) => {
      const item = await read(versionKey(dataset, version, copy));
      if (item === undefined) throw new Failure('catalogue-version-missing', { dataset, version });
      return StoredVersion.parse(fromText(item['body']));
    },

    create: async (entry, card) => {
      const Item = {
        ...entryKey(entry.dataset),
        ...attributesOf(entry),
        listed: 'entry',
        ...(card === undefined ? {} : { card: toText(SearchCard.parse(card)), searchable: 'published' }),
      };
      const kept = await unlessTaken(
        client.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(dataset)' })),
      );
      if (kept && card !== undefined) await moveMark();
      return kept;
    },

    change: async (entry, card) => {
      const found = foundBy(card);
      const kept = await unlessTaken(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: entryKey(entry.dataset),
            UpdateExpression: `SET revision = :revision, #body = :body, #listing = :listing, #provider = :provider${found.update}`,
            ConditionExpression: 'revision = :before',
            ExpressionAttributeNames: { '#body': 'body', '#listing': 'listing', '#provider': 'provider' },
            ExpressionAttributeValues: {
              ...named(attributesOf(entry)),
              ':before': entry.revision - 1,
              ...found.values,
            },
          }),
        ),
      );
      if (kept && card !== undefined) await moveMark();
      return kept;
    },

    keepVersion: async (version, copy) => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...versionKey(version.dataset, version.version, copy), body: toText(StoredVersion.parse(version)) },
        }),
      );
    },

    nextSerial: async (classificationCode) => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: serialKey(classificationCode),
          UpdateExpression: 'ADD serial :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return numberIn(Attributes, 'serial');
    },

    reserveSerial: async (classificationCode, serial) => {
      await unlessTaken(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: serialKey(classificationCode),
            UpdateExpression: 'SET serial = :serial',
            ConditionExpression: 'attribute_not_exists(serial) OR serial < :serial',
            ExpressionAttributeValues: { ':serial': serial },
          }),
        ),
      );
    },

    listings: async ({ provider, after, limit }) => {
      const [index, key, value] =
        provider === undefined
          ? (['byListing', 'listed', 'entry'] as const)
          : (['byProvider', 'provider', provider] as const);
      const found: DatasetListing[] = [];
      for await (const item of readIndex(index, key, value, after, limit)) {
        found.push(DatasetListing.parse(fromText(item['listing'])));
        if (found.length === limit) break;
      }
      return found;
    },

    searchables: async () => {
      const found: Searchable[] = [];
      for await (const item of readIndex('bySearch', 'searchable', 'published', undefined, undefined)) {
        found.push({
          listing: DatasetListing.parse(fromText(item['listing'])),
          card: SearchCard.parse(fromText(item['card'])),
        });
      }
      return found;
    },

    mark: async () => {
      const item = await read(markKey);
      return item === undefined ? 0 : numberIn(item, 'moved');
    },
  };
}

function attributesOf(entry: CatalogueEntry): {
  readonly revision: number;
  readonly body: string;
  readonly listing: string;
  readonly provider: string;
} {
  const { revision, listing, provider } = entry;
  return { revision, body: toText(CatalogueEntry.parse(entry)), listing: toText(listing), provider };
}

function named(attributes: ReturnType<typeof attributesOf>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));
}

/** How the search copy changes: not at all, away with it, or a new one. */
function foundBy(card: SearchCard | null | undefined): {
  readonly update: string;
  readonly values: Record<string, string>;
} {
  if (card === undefined) return { update: '', values: {} };
  if (card === null) return { update: ' REMOVE card, searchable', values: {} };
  return {
    update: ', card = :card, searchable = :searchable',
    values: { ':card': toText(SearchCard.parse(card)), ':searchable': 'published' },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value);
}

function fromText(text: unknown): unknown {
  if (typeof text !== 'string') throw new Failure('catalogue-item-without-body');
  return JSON.parse(text);
}

function numberIn(item: Record<string, unknown> | undefined, name: string): number {
  const value = item?.[name];
  if (typeof value !== 'number') throw new Failure('catalogue-number-missing', { name });
  return value;
}

/** `false` when the write's condition did not hold. */
async function unlessTaken(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
