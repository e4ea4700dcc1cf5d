import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { openCheckPage } from '../../infra/tools/bench/check-in-browser.ts';
import { makeWorkbook } from '../../infra/tools/bench/make-workbook.ts';
import { chromium } from '../../infra/tools/browser/chromium.ts';
import { bundleChecker } from '../../infra/tools/build/bundle-browser.ts';
import { injectFaults } from '../../infra/tools/synthetic/inject-faults.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import { versionOf } from '../collection/template/sample-version.ts';
import { at } from './check-both-ways.ts';
import { checkByServer } from './checked-by-server.ts';

const today = at.slice(0, 10);
const codeLists = seedCodeLists();

describe.skipIf(chromium === null)('the worker in Chromium (needs Chromium)', () => {
  let page: Awaited<ReturnType<typeof openCheckPage>>;
  let folder: string;
  beforeAll(async () => {
    page = await openCheckPage(chromium ?? '', await bundleChecker());
    folder = await mkdtemp(join(tmpdir(), 'guiji-check-'));
  });
  afterAll(async () => {
    await page.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(seedDatasets().map(({ dataset, content }) => [dataset, content] as const))(
    'finds what the platform finds in %s with faults of every kind',
    async (dataset, content) => {
      const rows = [...syntheticRows(content, codeLists, { seed: 18, count: 200, today })];
      const { rows: faulty } = injectFaults(rows, content, { seed: 19, count: 80, today });
      const path = join(folder, `${dataset}.xlsx`);
      await makeWorkbook(path, content, faulty, 'shared');
      const versions = [{ ...versionOf(content.fields), dataset, content }];
      const used = new Set(content.fields.map(({ codeList }) => codeList));
      const catalogue = {
        versions,
        codeLists: [...codeLists.values()].filter(({ id }) => used.has(id)),
        departments: {},
      };
      const server = await checkByServer(readFileSync(path), { versions, codeLists, at });
      const { answer, findings } = await page.check({ path, dataset, catalogue, at });
      expect(findings).toEqual(server.findings);
      expect(answer).toMatchObject({ kind: 'checked', check: { rowCounts: server.delivery.rowCounts } });
    },
  );
});
