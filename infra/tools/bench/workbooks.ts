import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import { injectFaults } from '../synthetic/inject-faults.ts';
import { benchContent, benchDay } from './bench-content.ts';
import { makeWorkbook, type Strings } from './make-workbook.ts';

export type BenchWorkbook = { readonly rows: number; readonly strings: Strings; readonly faulty: number };

/** Makes a workbook once, and keeps it under the hash of all that it is made of. */
export async function benchWorkbook(folder: string, { rows, strings, faulty }: BenchWorkbook): Promise<string> {
  const sources = globSync(['make-workbook.ts', '../synthetic/**/*.ts', '../../seeds/code-lists/*.json'], {
    cwd: import.meta.dirname,
  }).toSorted();
  const hash = createHash('sha256').update(JSON.stringify([benchContent, rows, strings, faulty]));
  for (const source of sources) hash.update(readFileSync(join(import.meta.dirname, source)));
  const name = `${rows}-${strings}-${faulty}-faulty`;
  const path = join(folder, `${name}-${hash.digest('hex').slice(0, 12)}.xlsx`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const valid = syntheticRows(benchContent, seedCodeLists(), { seed: 5, count: rows, today: benchDay });
  const given =
    faulty === 0 ? valid : injectFaults([...valid], benchContent, { seed: 5, count: faulty, today: benchDay }).rows;
  await makeWorkbook(`${path}.new`, benchContent, given, strings);
  for (const older of globSync(`${name}-*.xlsx`, { cwd: folder })) rmSync(join(folder, older));
  renameSync(`${path}.new`, path);
  return path;
}
