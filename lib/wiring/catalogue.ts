import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import {
  catalogueReader,
  catalogueRepository,
  type CatalogueRepository,
} from '../adapters/catalogue/catalogue-repository.ts';
import { codeListRepository } from '../adapters/catalogue/code-list-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type {
  ClosingPorts,
  CodeListPorts,
  DepartmentPorts,
  DraftingPorts,
  ListingPorts,
  ReviewingPorts,
  SearchPorts,
} from '../catalogue/ports.ts';
import {
  readClosedVersion,
  readCurrentVersion,
  listPublishedVersions,
} from '../catalogue/reading/published-version.ts';
import { buildSearchIndex } from '../catalogue/search/search-index.ts';
import { now } from './clock.ts';
import { catalogueTables } from './event-tables.ts';
import { cachedUntilChanged, cacheMs, ttlCache } from './memoize.ts';
import { secondPersonPorts } from './person-behind.ts';
import { setting } from './setting.ts';

/** Opens CATALOGUE_TABLE and DEPARTMENTS_TABLE; caches nothing, unlike `publishedCatalogue`. */
export function cataloguePorts(): DraftingPorts &
  ClosingPorts &
  ListingPorts &
  CodeListPorts &
  DepartmentPorts &
  CatalogueRepository {
  const client = documentClient();
  const departments = departmentRepository(client, setting('DEPARTMENTS_TABLE'));
  return {
    ...catalogueRepository(client, catalogueTables()),
    codeLists: codeListRepository(client, setting('CATALOGUE_TABLE')).codeLists,
    department: async (id) => (await departments.department(id)) ?? null,
    now,
  };
}

/** Adds ACCOUNTS_TABLE, which tells who is behind an account. */
export function reviewingPorts(): ReviewingPorts {
  return { ...cataloguePorts(), ...secondPersonPorts() };
}

/** Reads versions with strong consistency; caches code lists for `cacheMs`. */
export function publishedCatalogue() {
  const client = documentClient();
  const table = catalogueReader(client, setting('CATALOGUE_TABLE'));
  const lists = ttlCache(cacheMs, codeListRepository(client, setting('CATALOGUE_TABLE')).codeLists);
  return {
    publishedVersion: async (dataset: string): Promise<DatasetVersion | null> =>
      await readCurrentVersion(dataset, table),
    publishedVersions: async (dataset: string): Promise<readonly DatasetVersion[]> =>
      await listPublishedVersions(dataset, table),
    closedVersion: async (dataset: string, version: number): Promise<DatasetVersion | null> =>
      await readClosedVersion(dataset, version, table),
    codeLists: async (ids: readonly string[]): Promise<ReadonlyMap<string, CodeList>> => {
      const known = await lists('all');
      return new Map([...(known ?? [])].filter(([id]) => ids.includes(id)));
    },
  };
}

/** Caches the search index until a publication changes it. */
export function searchPorts(): SearchPorts {
  const table = catalogueReader(documentClient(), setting('CATALOGUE_TABLE'));
  return {
    index: cachedUntilChanged(cacheMs, table.changeCount, async () => buildSearchIndex(await table.searchables())),
  };
}
