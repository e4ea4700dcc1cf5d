import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import {
  CatalogueEntry,
  catalogueEntity,
  SearchDocument,
  StoredVersion,
  type Searchable,
} from '../../../schemas/catalogue/entry.ts';
import { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { ClosingPorts, DraftingPorts, ListingPorts } from '../../catalogue/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { Failure } from '../../kernel/failure.ts';
import { jsonCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { collect, createEntity, queryEntities, readEntity, type EntityModel } from '../dynamodb/entity-model.ts';
import { updateItem } from '../dynamodb/items.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents, holdEvents, holdFirstEvents } from '../events/held-events.ts';
import { catalogueModel } from './catalogue-model.ts';

export type CatalogueRepository = Pick<DraftingPorts, 'entry' | 'version' | 'change' | 'nextSerial'> &
  Pick<ClosingPorts, 'saveVersion'> &
  ListingPorts &
  EventOutbox & {
    /** Returns false when the id is taken. */
    readonly create: (
      entry: CatalogueEntry,
      events: readonly NewEvent[],
      searchDocument?: SearchDocument,
    ) => Promise<boolean>;
    /** Reads are eventually consistent. */
    readonly searchables: () => Promise<readonly Searchable[]>;
    readonly changeCount: () => Promise<number>;
    /** Serial numbers up to this one are not given again. */
    readonly reserveSerial: (classificationCode: string, serial: number) => Promise<void>;
  };

const entryKey = (dataset: string) => ({ dataset, item: 'entry' });
const versionKey = (dataset: string, version: number, snapshotId: string) => ({
  dataset,
  item: `version#${String(version).padStart(6, '0')}#${snapshotId}`,
});
const serialKey = (classificationCode: string) => ({ dataset: '#codes', item: classificationCode });
const changeCountKey = { dataset: '#changes', item: 'changes' };

const key = ['dataset', 'item'] as const;
const entryItem = storedItem({
  name: 'catalogue-entry',
  key,
  parse: (item) => parseTolerantly(CatalogueEntry, parseJsonAttribute(item, 'body')),
});
const versionItem = storedItem({
  name: 'catalogue-version',
  key,
  parse: (item) => parseTolerantly(StoredVersion, parseJsonAttribute(item, 'body')),
});
const listingOf = (item: Item) => parseTolerantly(DatasetListing, parseJsonAttribute(item, 'listing'));
const listingItem = storedItem({ name: 'catalogue-listing', key, parse: listingOf });
const searchableItem = storedItem<Searchable>({
  name: 'catalogue-searchable',
  key,
  parse: (item) => ({
    listing: listingOf(item),
    searchDocument: parseTolerantly(SearchDocument, parseJsonAttribute(item, 'searchDocument')),
  }),
});
const serialItem = storedItem({ name: 'catalogue-serial', key, parse: (item) => Serial.parse(item) });
const changeCountItem = storedItem({ name: 'catalogue-changes', key, parse: (item) => ChangeCount.parse(item) });

const Serial = z.object({ serial: z.int() });
const ChangeCount = z.object({ changeCount: z.int() });

/** Single reads are strongly consistent, lists eventually. */
export function catalogueReader(client: DynamoDBDocumentClient, table: string) {
  const model = catalogueModel(client, table);
  return {
    entry: async (dataset: string) => {
      const item = await readEntity(model, entryKey(dataset));
      return item === undefined ? null : entryItem.read(item);
    },
    version: async (dataset: string, version: number, snapshotId: string) => {
      const item = await readEntity(model, versionKey(dataset, version, snapshotId));
      if (item === undefined) throw new Failure('catalogue-version-missing', { dataset, version });
      return versionItem.read(item);
    },
    changeCount: async () => {
      const item = await readEntity(model, changeCountKey);
      return item === undefined ? 0 : changeCountItem.read(item).changeCount;
    },
    ...listAccess(model),
  };
}

export type CatalogueTables = { readonly catalogue: string; readonly events: string };

const EntryKey = z.looseObject({ dataset: z.string(), item: z.string() });

/** All events that a stored entry still holds; `null` for another item of its table. */
export function entryOutboxItems(stored: Item): OutboxItems | null {
  const { dataset, item } = EntryKey.parse(stored);
  return item === entryKey(dataset).item ? { entity: catalogueEntity(dataset), events: heldEvents(stored) } : null;
}

/** Adds writing to `catalogueReader`; transitions are copied to the table of events. */
export function catalogueRepository(
  client: DynamoDBDocumentClient,
  { catalogue: name, events }: CatalogueTables,
): CatalogueRepository {
  const model = catalogueModel(client, name);
  const table = { client, name };
  const outbox = heldEventOutbox(client, { name, key, events });
  return {
    ...catalogueReader(client, name),
    ...entryWrites(model, table, outbox.copy),
    ...serialAccess(table),
    saveVersion: async (version, snapshotId) => {
      // A snapshot never changes: an interrupted publication leaves it to the next attempt.
      await createEntity(model, {
        ...versionKey(version.dataset, version.version, snapshotId),
        body: JSON.stringify(StoredVersion.parse(version)),
      });
    },
    copyLeft: outbox.copyLeft,
  };
}

function entryWrites(
  model: EntityModel,
  table: Table,
  copy: (item: Item) => Promise<void>,
): Pick<CatalogueRepository, 'create' | 'change'> {
  const incrementChangeCount = async () => {
    await updateItem(table, changeCountKey, { add: { changeCount: 1 }, returnValues: 'NONE' });
  };
  return {
    create: async (entry, [first, ...more], searchDocument) => {
      const item = {
        ...entryKey(entry.dataset),
        ...toAttributes(entry, undefined),
        listed: 'entry',
        ...searchAttributes(searchDocument),
        ...(first === undefined ? {} : holdFirstEvents([first, ...more])),
      };
      const created = await createEntity(model, item);
      if (created && searchDocument !== undefined) await incrementChangeCount();
      if (created && first !== undefined) await copy(item);
      return created;
    },
    change: async (entry, [first, ...more], searchDocument) => {
      const stored = await readEntity(model, entryKey(entry.dataset));
      const marks = first === undefined ? { set: {} } : holdEvents([first, ...more]);
      const changed = await updateItem(table, entryKey(entry.dataset), {
        ...marks,
        set: { ...toAttributes(entry, stored), ...searchAttributes(searchDocument), ...marks.set },
        condition: { expression: '#lockVersion = :before', values: { before: entry.lockVersion - 1 } },
      });
      if (changed !== null && searchDocument !== undefined) await incrementChangeCount();
      if (changed !== null && first !== undefined) await copy(changed);
      return changed !== null;
    },
  };
}

function serialAccess(counters: Table): Pick<CatalogueRepository, 'nextSerial' | 'reserveSerial'> {
  return {
    nextSerial: async (classificationCode) => {
      const item = await updateItem(counters, serialKey(classificationCode), { add: { serial: 1 } });
      return serialItem.read(item ?? {}).serial;
    },
    reserveSerial: async (classificationCode, serial) => {
      await updateItem(counters, serialKey(classificationCode), {
        set: { serial },
        condition: { expression: 'attribute_not_exists(#serial) OR #serial < :serial' },
        returnValues: 'NONE',
      });
    },
  };
}

function listAccess(model: EntityModel): Pick<CatalogueRepository, 'listings' | 'searchables'> {
  return {
    listings: async ({ provider, after, limit }) => {
      const all =
        provider === undefined
          ? model.query('listed').eq('entry').using('byListing')
          : model.query('provider').eq(provider).using('byProvider');
      const query = after === undefined ? all : all.where('dataset').gt(after);
      const found: DatasetListing[] = [];
      for await (const item of queryEntities(query.limit(limit))) {
        const listing = listingItem.readOrReport(item);
        if (listing !== undefined) found.push(listing);
        if (found.length === limit) break;
      }
      return found;
    },
    searchables: async () => {
      const query = model.query('searchable').eq('published').using('bySearch');
      return searchableItem.readAll(await collect(queryEntities(query)));
    },
  };
}

/** `stored` is the item that is replaced; what only a later version knows of it stays. */
function toAttributes(entry: CatalogueEntry, stored: Item | undefined) {
  const { lockVersion, listing, provider } = entry;
  return {
    lockVersion,
    body: jsonCarryingUnknown(CatalogueEntry, entry, { stored, attribute: 'body' }),
    listing: jsonCarryingUnknown(DatasetListing, listing, { stored, attribute: 'listing' }),
    provider,
  };
}

/** undefined leaves the search document alone, null removes it. */
function searchAttributes(searchDocument: SearchDocument | null | undefined) {
  if (searchDocument === undefined) return {};
  if (searchDocument === null) return { searchDocument: null, searchable: null };
  return { searchDocument: JSON.stringify(SearchDocument.parse(searchDocument)), searchable: 'published' };
}
