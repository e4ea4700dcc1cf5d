import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodeList } from '../../schemas/catalogue/code-list.ts';
import { type DatasetContent, DatasetId } from '../../schemas/catalogue/dataset-version.ts';
import { StageSeeds } from '../../schemas/catalogue/stage-seeds.ts';
import { Department } from '../../schemas/departments/department.ts';
import { HolidayYear } from '../../schemas/kernel/holiday-year.ts';
import { SeedCertificateType } from './certificate-type.ts';
import { SeedCertificate } from './seed-certificate.ts';
import { SeedDataset } from './seed-dataset.ts';
import { seededCertificate, type SeededCertificate } from './seeded-certificate.ts';

/** The notice's annex 2, then the centre and the supervising office. */
export function seedDepartments(): Department[] {
  return z.array(Department).parse(read('departments.json'));
}

/** From 2025 on, the years that are announced; `npm run generate` writes them from the package chinese-days. */
export function seedHolidays(): HolidayYear[] {
  return z.array(HolidayYear).parse(read('holidays.json'));
}

/** One catalogue entry per line of the notice's annex 3. */
export function seedDatasets(): SeedDataset[] {
  const names = everydayNames();
  return readFolder('datasets').map((json) => {
    const seed = SeedDataset.parse(json);
    return { ...seed, content: withAliases(seed.content, names.get(seed.dataset)) };
  });
}

/** The seed catalogue's dictionaries, by id. */
export function seedCodeLists(): ReadonlyMap<string, CodeList> {
  const lists = readFolder('code-lists').map((json) => CodeList.parse(json));
  return new Map(lists.map((list) => [list.id, list]));
}

/** The notice's annex 1 in its order. */
export function seedCertificateTypes(): SeedCertificateType[] {
  return z.array(SeedCertificateType).parse(read('certificate-types.json'));
}

/** The types of annex 1 with the entries of their face data. */
export function seedCertificates(): SeededCertificate[] {
  const departments = seedDepartments();
  const names = everydayNames();
  const lines = new Map(seedCertificateTypes().map((line) => [line.serial, line]));
  return readFolder('certificates').map((json) => {
    const seed = SeedCertificate.parse(json);
    const line = lines.get(seed.serial);
    if (line === undefined) throw new Error(`${seed.type} has a serial that annex 1 has not: ${seed.serial}`);
    const { type, dataset } = seededCertificate(line, seed, departments);
    return { type, dataset: { ...dataset, content: withAliases(dataset.content, names.get(dataset.dataset)) } };
  });
}

/** What people call the datasets in everyday life (房本, 驾照), by dataset; searches find them. */
export function everydayNames(): ReadonlyMap<string, readonly string[]> {
  const names = z.record(DatasetId, z.array(z.string().min(2))).parse(read('everyday-names.json'));
  return new Map(Object.entries(names));
}

function withAliases(content: DatasetContent, names: readonly string[] = []): DatasetContent {
  const { metadata } = content;
  const aliases = [...new Set([...metadata.aliases, ...names])].filter((alias) => alias !== metadata.name);
  return { ...content, metadata: { ...metadata, aliases } };
}

/** All that a new stage begins with. */
export function stageSeeds(): StageSeeds {
  const certificates = seedCertificates();
  return StageSeeds.parse({
    departments: seedDepartments(),
    holidays: seedHolidays(),
    codeLists: [...seedCodeLists().values()],
    datasets: [...seedDatasets(), ...certificates.map(({ dataset }) => dataset)],
    certificateTypes: certificates.map(({ type }) => type),
  });
}

/** Their ids, from file names (`014-real-estate-title.json`). */
export function seedCertificateIds(): string[] {
  return namesIn('certificates').map((name) => `certificate-${name.slice('000-'.length, -'.json'.length)}`);
}

function readFolder(folder: string): unknown[] {
  return namesIn(folder).map((name) => read(`${folder}/${name}`));
}

function namesIn(folder: string): string[] {
  const names = readdirSync(new URL(`${folder}/`, import.meta.url)).filter((name) => name.endsWith('.json'));
  return names.toSorted();
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
