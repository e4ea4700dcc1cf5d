import type { StageSeeds } from '../../../schemas/catalogue/stage-seeds.ts';
import { catalogueReader } from '../../adapters/catalogue/catalogue-repository.ts';
import { codeListRepository } from '../../adapters/catalogue/code-list-repository.ts';
import { certificateTypeRepository } from '../../adapters/certificates/certificate-type-repository.ts';
import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { holidayRepository } from '../../adapters/departments/holiday-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { seedCatalogue } from '../seed-catalogue.ts';
import { seedDepartments } from '../seed-departments.ts';
import { setting } from '../setting.ts';

const concurrency = 16;

/** Selects what the stage does not have yet, by id: what a person has changed is never overwritten. */
export async function findMissingSeeds(seeds: StageSeeds): Promise<StageSeeds> {
  const client = documentClient();
  const catalogue = catalogueReader(client, setting('CATALOGUE_TABLE'));
  const [departments, holidays, codeLists, types, entries] = await Promise.all([
    departmentRepository(client, setting('DEPARTMENTS_TABLE')).departments(),
    holidayRepository(client, setting('PAPERS_TABLE')).holidayTables(),
    codeListRepository(client, setting('CATALOGUE_TABLE')).codeLists(),
    certificateTypeRepository(client, setting('CERTIFICATE_TYPES_TABLE')).types(),
    mapWithConcurrency(concurrency, seeds.datasets, ({ dataset }) => catalogue.entry(dataset)),
  ]);
  const departmentIds = new Set(departments.map(({ id }) => id));
  const years = new Set(holidays.map(({ year }) => year));
  const typeIds = new Set(types.map(({ type }) => type));
  return {
    departments: seeds.departments.filter(({ id }) => !departmentIds.has(id)),
    holidays: seeds.holidays.filter(({ year }) => !years.has(year)),
    codeLists: seeds.codeLists.filter(({ id }) => !codeLists.has(id)),
    datasets: seeds.datasets.filter((_, index) => entries[index] === null),
    certificateTypes: seeds.certificateTypes.filter(({ type }) => !typeIds.has(type)),
  };
}

/**
 * Writes the missing seeds; a run that was stopped is repeated. Certificate types come last: issuing begins with them.
 * `departments` are all of the seeds': catalogue entries name them.
 */
export async function seedStage(missing: StageSeeds, departments: StageSeeds['departments']): Promise<void> {
  await seedDepartments(missing.departments, []);
  const { saveHolidays } = holidayRepository(documentClient(), setting('PAPERS_TABLE'));
  await mapWithConcurrency(concurrency, missing.holidays, (year) => saveHolidays({ ...year, lockVersion: 1 }));
  await seedCatalogue({ datasets: missing.datasets, codeLists: missing.codeLists, departments });
  const types = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  await mapWithConcurrency(concurrency, missing.certificateTypes, types.create);
}
