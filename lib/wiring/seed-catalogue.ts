import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { catalogueRepository } from '../adapters/catalogue/catalogue-repository.ts';
import { codeListRepository } from '../adapters/catalogue/code-list-repository.ts';
import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { parseResourceCode } from '../catalogue/content/resource-code.ts';
import { buildSeedEntry, type SeededDataset } from '../catalogue/life-cycle/build-seed-entry.ts';
import { Failure } from '../kernel/failure.ts';
import { setting } from './setting.ts';

export type CatalogueSeed = {
  readonly datasets: readonly SeededDataset[];
  readonly codeLists: readonly CodeList[];
  readonly departments: readonly Department[];
};

/** Overwrites code lists; creates missing entries as published version 1. Returns the number of new entries. */
export async function seedCatalogue({ datasets, codeLists, departments }: CatalogueSeed): Promise<number> {
  const client = documentClient();
  const table = catalogueRepository(client, setting('CATALOGUE_TABLE'));
  const byId = new Map(departments.map((department) => [department.id, department]));
  const at = new Date().toISOString();
  await codeListRepository(client, setting('CATALOGUE_TABLE')).put(codeLists);
  const created = await Promise.all(
    datasets.map(async (dataset) => {
      const department = byId.get(dataset.content.metadata.provider);
      if (department === undefined) throw new Failure('seed-provider-unknown', { dataset: dataset.dataset });
      const { entry, version, snapshotId, searchDocument } = buildSeedEntry(dataset, department, at, toPinyin);
      if ((await table.entry(entry.dataset)) !== null) return false;
      const { classificationCode, serial } = parseResourceCode(entry.code);
      await table.reserveSerial(classificationCode, serial);
      await table.saveVersion(version, snapshotId);
      return await table.create(entry, searchDocument);
    }),
  );
  return created.filter((isNew) => isNew).length;
}
