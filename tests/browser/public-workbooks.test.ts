import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openWorkbook } from '../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../lib/adapters/xlsx/source/buffer-source.ts';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../schemas/catalogue/field.ts';
import { fieldOf, versionOf } from '../collection/template/sample-version.ts';
import { checkBothWays } from './check-both-ways.ts';
import { startWorker } from './worker-in-node.ts';

/** A directory of workbooks of public test suites: `WORKBOOKS=DIRECTORY npm test`. */
const root = process.env['WORKBOOKS'];
const files =
  root === undefined
    ? []
    : readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(xls[xmb]?|et)$/.test(name));

/** Each has its own opinion of a cell. */
const looks = [
  { format: 'text', length: 8 },
  { format: 'date', type: 'D', length: 10 },
  { format: 'money', type: 'N', length: 12, scale: 2 },
  { format: 'citizen-id', length: 18 },
] as const satisfies readonly Partial<Field>[];

let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  worker = await startWorker();
});

/** A dataset with a field for each text in the first row of the first sheet. */
async function datasetOf(bytes: Uint8Array): Promise<DatasetVersion> {
  const labels = new Set<string>();
  try {
    const workbook = await openWorkbook(bufferSource(bytes));
    for await (const [row] of workbook.rows(workbook.sheets[0]?.name ?? '')) {
      for (const cell of row?.cells ?? []) if (typeof cell === 'string' && /^\S.{0,19}$/.test(cell)) labels.add(cell);
      break;
    }
  } catch {
    // The request is refused, so any dataset serves.
  }
  const named = [...labels, ...(labels.size === 0 ? ['编号'] : [])].slice(0, 30);
  return versionOf(named.map((label, i) => fieldOf(label, { key: `field_${i}`, ...looks[i % looks.length] })));
}

describe.skipIf(files.length === 0)('worker and platform find the same in public workbooks (needs WORKBOOKS)', () => {
  let rows = 0;
  test.each(files)('%s', async (name) => {
    const bytes = readFileSync(join(root ?? '', name));
    const { check } = await checkBothWays(worker, bytes, { versions: [await datasetOf(bytes)], codeLists: new Map() });
    rows += check.rowCounts.read;
  });
  test('many rows were read', () => expect(rows).toBeGreaterThan(1_000));
});
