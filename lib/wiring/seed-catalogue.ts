import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { catalogueRepository } from '../adapters/catalogue/catalogue-repository.ts';
import { codeListRepository } from '../adapters/catalogue/code-list-repository.ts';
import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { parseResourceCode } from '../catalogue/content/resource-code.ts';
import { buildSeedEntry, type SeededDataset } from '../catalogue/life-cycle/build-seed-entry.ts';
import { Failure } from '../kernel/failure.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { now } from './clock.ts';
import { catalogueTables } from './event-tables.ts';
import { setting } from './setting.ts';

export type CatalogueSeed = {
  readonly datasets: readonly SeededDataset[];
  readonly codeLists: readonly CodeList[];
  readonly departments: readonly Department[];
};

const concurrentEntries = 16;

/** Overwrites code lists; creates missing entries as published version 1. Returns the number of new entries. */
export async function seedCatalogue({ datasets, codeLists, departments }: CatalogueSeed): Promise<number> {
  const client = documentClient();
  const table = catalogueRepository(client, catalogueTables());
  const byId = new Map(departments.map((department) => [department.id, department]));
  const at = now();
  await codeListRepository(client, setting('CATALOGUE_TABLE')).put(codeLists);
  // Few at once: the pinyin of all entries in one turn would let the first connections time out.
  const created = await mapWithConcurrency(concurrentEntries, datasets, async (dataset) => {
    const department = byId.get(dataset.content.metadata.provider);
    if (department === undefined) throw new Failure('seed-provider-unknown', { dataset: dataset.dataset });
    if ((await table.entry(dataset.dataset)) !== null) return false;
    const { entry, version, snapshotId, searchDocument, events } = buildSeedEntry(dataset, department, at, toPinyin);
    const { classificationCode, serial } = parseResourceCode(entry.code);
    await table.reserveSerial(classificationCode, serial);
    await table.saveVersion(version, snapshotId);
    return await table.create(entry, events, searchDocument);
  });
  return created.filter((isNew) => isNew).length;
}
