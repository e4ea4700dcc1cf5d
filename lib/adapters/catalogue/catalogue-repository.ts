import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { CatalogueEntry, SearchDocument, StoredVersion, type Searchable } from '../../../schemas/catalogue/entry.ts';
import { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { ClosingPorts, DraftingPorts, ListingPorts } from '../../catalogue/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';

export type CatalogueRepository = Pick<DraftingPorts, 'entry' | 'version' | 'change' | 'nextSerial'> &
  Pick<ClosingPorts, 'saveVersion'> &
  ListingPorts & {
    /** Keeps a new entry, with a searchDocument if it is published from the start; `false` when its id is taken. */
    readonly create: (entry: CatalogueEntry, searchDocument?: SearchDocument) => Promise<boolean>;
    /** All published entries with what they are found by. Lags behind a change by a moment. */
    readonly searchables: () => Promise<readonly Searchable[]>;
    /** A number that moves after what the search finds has changed. */
    readonly changeCount: () => Promise<number>;
    /** Makes sure that serial numbers up to this one are not given again. */
    readonly reserveSerial: (classificationCode: string, serial: number) => Promise<void>;
  };

/*
 *   dataset           item                        | lockVersion  body  listing  searchDocument  listed  provider  searchable
 *   resident-ids      entry                       |    7      {…}   {…}      {…}   entry   police    published
 *   resident-ids      version#000001#f3a…         |           {…}
 *   #codes            30700141110105              | serial 12
 *   #changes             mark                        | changeCount 66
 *
 * Bodies are JSON text: one attribute each, read and written whole, with no map of 200 fields to be taken apart.
 */
const entryKey = (dataset: string) => ({ dataset, item: 'entry' });
const versionKey = (dataset: string, version: number, snapshotId: string) => ({
  dataset,
  item: `version#${String(version).padStart(6, '0')}#${snapshotId}`,
});
const serialKey = (classificationCode: string) => ({ dataset: '#codes', item: classificationCode });
const changeCountKey = { dataset: '#changes', item: 'changes' };

/** Catalogue entries in DynamoDB. Every change is one conditional write; single reads are strongly consistent, lists are not. */
export function catalogueRepository(client: DynamoDBDocumentClient, table: string): CatalogueRepository {
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
      { client, ...definedOnly({ pageSize }) },
      {
        TableName: table,
        IndexName: index,
        KeyConditionExpression: after === undefined ? '#key = :value' : '#key = :value AND dataset > :after',
        ExpressionAttributeNames: { '#key': key },
        ExpressionAttributeValues: { ':value': value, ...definedOnly({ ':after': after }) },
      },
    );
    for await (const { Items = [] } of pages) yield* Items;
  };

  const incrementChangeCount = async () => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: changeCountKey,
        UpdateExpression: 'ADD changeCount :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  };

  return {
    entry: async (dataset) => {
      const item = await read(entryKey(dataset));
      return item === undefined ? null : CatalogueEntry.parse(fromText(item['body']));
    },

    version: async (dataset, version, snapshotId) => {
      const item = await read(versionKey(dataset, version, snapshotId));
      if (item === undefined) throw new Failure('catalogue-version-missing', { dataset, version });
      return StoredVersion.parse(fromText(item['body']));
    },

    create: async (entry, searchDocument) => {
      const Item = {
        ...entryKey(entry.dataset),
        ...toAttributes(entry),
        listed: 'entry',
        ...(searchDocument === undefined
          ? {}
          : { searchDocument: toText(SearchDocument.parse(searchDocument)), searchable: 'published' }),
      };
      const kept = await succeedsUnlessTaken(
        client.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(dataset)' })),
      );
      if (kept && searchDocument !== undefined) await incrementChangeCount();
      return kept;
    },

    change: async (entry, searchDocument) => {
      const found = searchDocumentUpdate(searchDocument);
      const kept = await succeedsUnlessTaken(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: entryKey(entry.dataset),
            UpdateExpression: `SET lockVersion = :lockVersion, #body = :body, #listing = :listing, #provider = :provider${found.update}`,
            ConditionExpression: 'lockVersion = :before',
            ExpressionAttributeNames: { '#body': 'body', '#listing': 'listing', '#provider': 'provider' },
            ExpressionAttributeValues: {
              ...named(toAttributes(entry)),
              ':before': entry.lockVersion - 1,
              ...found.values,
            },
          }),
        ),
      );
      if (kept && searchDocument !== undefined) await incrementChangeCount();
      return kept;
    },

    saveVersion: async (version, snapshotId) => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...versionKey(version.dataset, version.version, snapshotId),
            body: toText(StoredVersion.parse(version)),
          },
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
      return readNumber(Attributes, 'serial');
    },

    reserveSerial: async (classificationCode, serial) => {
      await succeedsUnlessTaken(
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
          searchDocument: SearchDocument.parse(fromText(item['searchDocument'])),
        });
      }
      return found;
    },

    changeCount: async () => {
      const item = await read(changeCountKey);
      return item === undefined ? 0 : readNumber(item, 'changeCount');
    },
  };
}

function toAttributes(entry: CatalogueEntry): {
  readonly lockVersion: number;
  readonly body: string;
  readonly listing: string;
  readonly provider: string;
} {
  const { lockVersion, listing, provider } = entry;
  return { lockVersion, body: toText(CatalogueEntry.parse(entry)), listing: toText(listing), provider };
}

function named(attributes: ReturnType<typeof toAttributes>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));
}

/** How the search snapshotId changes: not at all, away with it, or a new one. */
function searchDocumentUpdate(searchDocument: SearchDocument | null | undefined): {
  readonly update: string;
  readonly values: Record<string, string>;
} {
  if (searchDocument === undefined) return { update: '', values: {} };
  if (searchDocument === null) return { update: ' REMOVE searchDocument, searchable', values: {} };
  return {
    update: ', searchDocument = :searchDocument, searchable = :searchable',
    values: { ':searchDocument': toText(SearchDocument.parse(searchDocument)), ':searchable': 'published' },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value);
}

function fromText(text: unknown): unknown {
  if (typeof text !== 'string') throw new Failure('catalogue-item-without-body');
  return JSON.parse(text);
}

function readNumber(item: Record<string, unknown> | undefined, name: string): number {
  const value = item?.[name];
  if (typeof value !== 'number') throw new Failure('catalogue-number-missing', { name });
  return value;
}

/** `false` when the write's condition did not hold. */
async function succeedsUnlessTaken(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
