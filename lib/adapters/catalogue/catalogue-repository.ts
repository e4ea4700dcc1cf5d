import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { CatalogueEntry, SearchDocument, StoredVersion, type Searchable } from '../../../schemas/catalogue/entry.ts';
import { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { ClosingPorts, DraftingPorts, ListingPorts } from '../../catalogue/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import {
  createEntity,
  putEntity,
  queryEntities,
  readEntity,
  updateEntity,
  where,
  type EntityModel,
} from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { catalogueModel } from './catalogue-model.ts';

export type CatalogueRepository = Pick<DraftingPorts, 'entry' | 'version' | 'change' | 'nextSerial'> &
  Pick<ClosingPorts, 'saveVersion'> &
  ListingPorts & {
    /** Returns false when the id is taken. */
    readonly create: (entry: CatalogueEntry, searchDocument?: SearchDocument) => Promise<boolean>;
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

const Serial = z.object({ serial: z.int() });
const ChangeCount = z.object({ changeCount: z.int() });

/** Single reads are strongly consistent, lists eventually. */
export function catalogueRepository(client: DynamoDBDocumentClient, table: string): CatalogueRepository {
  const model = catalogueModel(client, table);
  return { ...entryAccess(model), ...versionAccess(model), ...serialAccess(model), ...listAccess(model) };
}

function entryAccess(model: EntityModel): Pick<CatalogueRepository, 'entry' | 'create' | 'change'> {
  const incrementChangeCount = async () => {
    await updateEntity(model, changeCountKey, { add: { changeCount: 1 } });
  };
  return {
    entry: async (dataset) => {
      const item = await readEntity(model, entryKey(dataset));
      return item === undefined ? null : CatalogueEntry.parse(parseJsonAttribute(item, 'body'));
    },
    create: async (entry, searchDocument) => {
      const created = await createEntity(model, {
        ...entryKey(entry.dataset),
        ...toAttributes(entry),
        listed: 'entry',
        ...searchAttributes(searchDocument),
      });
      if (created && searchDocument !== undefined) await incrementChangeCount();
      return created;
    },
    change: async (entry, searchDocument) => {
      const changed = await updateEntity(model, entryKey(entry.dataset), {
        set: { ...toAttributes(entry), ...searchAttributes(searchDocument) },
        condition: where()
          .attribute('lockVersion')
          .eq(entry.lockVersion - 1),
      });
      if (changed !== null && searchDocument !== undefined) await incrementChangeCount();
      return changed !== null;
    },
  };
}

function versionAccess(model: EntityModel): Pick<CatalogueRepository, 'version' | 'saveVersion'> {
  return {
    version: async (dataset, version, snapshotId) => {
      const item = await readEntity(model, versionKey(dataset, version, snapshotId));
      if (item === undefined) throw new Failure('catalogue-version-missing', { dataset, version });
      return StoredVersion.parse(parseJsonAttribute(item, 'body'));
    },
    saveVersion: async (version, snapshotId) => {
      await putEntity(model, {
        ...versionKey(version.dataset, version.version, snapshotId),
        body: JSON.stringify(StoredVersion.parse(version)),
      });
    },
  };
}

function serialAccess(model: EntityModel): Pick<CatalogueRepository, 'nextSerial' | 'reserveSerial' | 'changeCount'> {
  return {
    nextSerial: async (classificationCode) =>
      Serial.parse(await updateEntity(model, serialKey(classificationCode), { add: { serial: 1 } })).serial,
    reserveSerial: async (classificationCode, serial) => {
      await updateEntity(model, serialKey(classificationCode), {
        set: { serial },
        condition: where().attribute('serial').not().exists().or().attribute('serial').lt(serial),
      });
    },
    changeCount: async () => {
      const item = await readEntity(model, changeCountKey);
      return item === undefined ? 0 : ChangeCount.parse(item).changeCount;
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
        found.push(DatasetListing.parse(parseJsonAttribute(item, 'listing')));
        if (found.length === limit) break;
      }
      return found;
    },
    searchables: async () => {
      const found: Searchable[] = [];
      for await (const item of queryEntities(model.query('searchable').eq('published').using('bySearch'))) {
        found.push({
          listing: DatasetListing.parse(parseJsonAttribute(item, 'listing')),
          searchDocument: SearchDocument.parse(parseJsonAttribute(item, 'searchDocument')),
        });
      }
      return found;
    },
  };
}

function toAttributes(entry: CatalogueEntry) {
  const { lockVersion, listing, provider } = entry;
  return {
    lockVersion,
    body: JSON.stringify(CatalogueEntry.parse(entry)),
    listing: JSON.stringify(listing),
    provider,
  };
}

/** undefined leaves the search document alone, null removes it. */
function searchAttributes(searchDocument: SearchDocument | null | undefined) {
  if (searchDocument === undefined) return {};
  if (searchDocument === null) return { searchDocument: null, searchable: null };
  return { searchDocument: JSON.stringify(SearchDocument.parse(searchDocument)), searchable: 'published' };
}
