import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodeList } from '../../schemas/catalogue/code-list.ts';
import { Department } from '../../schemas/departments/department.ts';
import { SeedCertificateType } from './certificate-type.ts';
import { SeedDataset } from './seed-dataset.ts';

/** The notice's annex 2 in its order, then the centre and the supervising office, which have no batch. */
export function seedDepartments(): Department[] {
  return z.array(Department).parse(read('departments.json'));
}

/** The notice's annex 3, one catalogue entry per line of it, in its order. */
export function seedDatasets(): SeedDataset[] {
  return readFolder('datasets').map((json) => SeedDataset.parse(json));
}

/** The dictionaries that the seed catalogue refers to, by id. */
export function seedCodeLists(): ReadonlyMap<string, CodeList> {
  const lists = readFolder('code-lists').map((json) => CodeList.parse(json));
  return new Map(lists.map((list) => [list.id, list]));
}

/** The notice's annex 1 in its order. */
export function seedCertificateTypes(): SeedCertificateType[] {
  return z.array(SeedCertificateType).parse(read('certificate-types.json'));
}

function readFolder(folder: string): unknown[] {
  const names = readdirSync(new URL(`${folder}/`, import.meta.url)).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => read(`${folder}/${name}`));
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
