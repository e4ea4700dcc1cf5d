import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seedDatasets } from '../../../infra/seeds/index.ts';
import { workbookWith } from '../../running/workbook-with.ts';
import { chromium } from '../chromium.ts';
import { rowsToHandIn } from './hand-in.ts';
import { keyboardOf } from './keyboard.ts';
import { openBrowser } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'children';
const rows = 4;

describe.skipIf(chromium === null)('an officer by keyboard alone (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('finds the dataset by the search box, checks and sends a workbook, mends a row, and sends it', async () => {
    const content = seedDatasets().find((one) => one.dataset === dataset)?.content;
    if (content === undefined) throw new Error(`no dataset ${dataset}`);
    const faults = [{ row: 2, field: 'child_id_number', value: '不详' }];
    const workbook = Buffer.from(await workbookWith(content, rowsToHandIn({ dataset, rows, faults })));

    const visit = await browser.visit();
    const { page } = visit;
    const keyboard = keyboardOf(page);
    await keyboard.signInAt(url, '王芳');
    await keyboard.type('搜索信息资源、报送和证照', '子女信息');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '搜索“子女信息”' }).waitFor();
    await keyboard.lands('正文');
    await page.getByRole('link', { name: '子女信息' }).first().waitFor();
    await keyboard.activate('子女信息');
    await page.waitForURL(`**/datasets/${dataset}`);
    await keyboard.lands('正文');
    await page.getByRole('link', { name: '报送数据' }).waitFor();
    await keyboard.activate('报送数据');
    await page.getByRole('heading', { level: 2, name: '选择报送方式和文件' }).waitFor();

    await keyboard.tabTo('增量');
    await keyboard.press('ArrowDown');
    await keyboard.lands('全量');
    await keyboard.press('ArrowUp');
    await keyboard.lands('增量');
    // Listened for before the key: the browser tells of a dialog only once it was asked to.
    const dialog = page.waitForEvent('filechooser');
    await keyboard.activate('选择工作簿');
    const chooser = await dialog;
    await chooser.setFiles({ name: '子女.xlsx', mimeType: 'application/octet-stream', buffer: workbook });
    await keyboard.lands('检查完成，可以报送');
    await keyboard.activate(`报送 ${rows - 1} 条（增量）`);
    await keyboard.lands('回执');

    await keyboard.activate('在网页上改正退回的行');
    await page.getByText('共 1 行，还有 1 行有错误。').waitFor();
    await keyboard.activate('到下一处错误');
    await keyboard.lands('子女身份号码，第 4 行');
    await keyboard.press('Control+A');
    await page.keyboard.type(String(rowsToHandIn({ dataset, rows })[2]?.['child_id_number']));
    await page.getByText('1 行都已改正。').waitFor();
    await keyboard.activate('报送 1 条（增量）');
    await page.getByText('已入库：新增 1 条').waitFor();
    await keyboard.lands('回执');
    expect(visit.faults).toEqual([]);
  });
});
