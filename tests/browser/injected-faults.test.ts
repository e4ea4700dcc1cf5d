import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { makeWorkbook } from '../../infra/tools/bench/make-workbook.ts';
import { injectFaults } from '../../infra/tools/synthetic/inject-faults.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import { versionOf } from '../collection/template/sample-version.ts';
import { at, checkBothWays } from './check-both-ways.ts';
import { startWorker } from './worker-in-node.ts';

const today = at.slice(0, 10);
const codeLists = seedCodeLists();
const seeds = seedDatasets();

let worker: Awaited<ReturnType<typeof startWorker>>;
let folder: string;
beforeAll(async () => {
  worker = await startWorker();
  folder = await mkdtemp(join(tmpdir(), 'guiji-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(seeds.map(({ dataset, content }) => [dataset, content] as const))(
  'worker and platform find the same in %s with faults of every kind',
  async (dataset, content) => {
    const rows = [...syntheticRows(content, codeLists, { seed: 8, count: 150, today })];
    const { rows: faulty } = injectFaults(rows, content, { seed: 9, count: 60, today });
    const versions = [{ ...versionOf(content.fields), dataset, content }];
    for (const strings of ['shared', 'inline'] as const) {
      const path = join(folder, `${dataset}-${strings}.xlsx`);
      await makeWorkbook(path, content, faulty, strings);
      const { check } = await checkBothWays(worker, readFileSync(path), { versions, codeLists });
      expect(check.rowCounts.errors).toBeGreaterThan(20);
    }
  },
);
