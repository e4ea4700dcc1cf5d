import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeTemplate } from '../../../lib/adapters/excel/template/write-template.ts';
import { buildSeedEntry } from '../../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { buildTemplate } from '../../../lib/collection/template/build-template.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../seeds/index.ts';
import { filledTemplate } from '../demo/fill-template.ts';
import { sampleRows } from './sample-rows.ts';

// `npm run sample` writes the workbook that the guides hand in: 12 made-up people, 3 of them with a fault.

const { dataset, rows } = sampleRows();
const seed = seedDatasets().find((one) => one.dataset === dataset);
const department = seedDepartments().find(({ id }) => id === seed?.content.metadata.provider);
if (seed === undefined || department === undefined) throw new Error(`There is no seed ${dataset}`);
const { version } = buildSeedEntry(seed, department, '2020-01-01T00:00:00.000Z', () => []);
const path = join(projectDirectory, 'docs', 'guides', 'samples', 'filled.xlsx');
const template = await writeTemplate(buildTemplate(version, seedCodeLists(), { department: department.name }));
await mkdir(dirname(path), { recursive: true });
await writeFile(path, await filledTemplate(template, seed.content, rows));
console.log(path);
