import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { minMultipartBytes } from '../../../schemas/collection/delivery.ts';
import { buildWorkbook } from '../../adapters/xlsx/build-workbook.ts';
import { excelValue } from '../../running/workbook-with.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const dataset = 'household-register';
const address = `${url}/datasets/${dataset}/upload`;
const officer = '王芳';

/** Chromium reports a line that the test cut. */
const cutOnPurpose = /net::ERR_FAILED/;

describe.skipIf(chromium === null)('the upload page (needs Chromium)', () => {
  const content = seedDatasets().find((one) => one.dataset === dataset)?.content;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let folder: string;
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-journey-'));
    browser = await openBrowser();
    visit = await browser.visit();
    ({ page } = visit);
    await signInAt(page, address, officer);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 2, name });
  const choose = async (path: string) => await page.setInputFiles('input[type=file]', path);
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const findingRows = async () => await page.locator('table.upload-table').last().locator('tbody tr').allInnerTexts();

  /** Fills the template as an officer does; `spoil` puts what nobody knows into two cells. */
  async function filled(template: string, name: string, spoil: boolean): Promise<string> {
    if (content === undefined) throw new Error(`no dataset ${dataset}`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(template);
    const sheet = workbook.getWorksheet('数据');
    const rows = [...syntheticRows(content, seedCodeLists(), { seed: 7, count: 30, today: '2020-12-01' })];
    rows.forEach((row, i) => {
      const cells = content.fields.map(({ key }) => excelValue(row[key] ?? null));
      const weight = content.fields.findIndex(({ key }) => key === 'weight');
      if (spoil && (i === 3 || i === 9)) cells[weight] = '不轻';
      sheet?.getRow(3 + i).splice(1, cells.length, ...cells);
    });
    const path = join(folder, name);
    await workbook.xlsx.writeFile(path);
    return path;
  }

  test('template, faults found on this machine, mended, sent, published', async () => {
    await heading('选择报送方式和文件').waitFor();
    await expectSoundPage(visit, 'upload-choose');
    const [download] = await Promise.all([page.waitForEvent('download'), button('下载模板').click()]);
    const template = join(folder, 'template.xlsx');
    await download.saveAs(template);

    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' && !request.url().includes('/oidc/')) sent.push(request.url());
    });
    await choose(await filled(template, '错两格.xlsx', true));
    await heading('检查完成，可以报送').waitFor();
    await expectSoundPage(visit, 'upload-faulty');
    expect(await page.locator('dl.upload-facts').innerText()).toContain('读取 30 行 = 合格 28 行 + 不合格 2 行');
    const rows = await findingRows();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^[A-Z]6\s+错误\s+体重/);
    // Nothing has left the machine.
    expect(sent).toEqual([]);

    await button('改好后重新选择文件').click();
    await choose(await filled(template, '改好.xlsx', false));
    await heading('检查完成，可以报送').waitFor();
    await expectSoundPage(visit, 'upload-good');
    await button('报送 30 条（增量）').click();
    await page.getByText('已入库：新增 30 条，变更 0 条，移除 0 条。').waitFor();
    await expectSoundPage(visit, 'upload-receipt');
    await page.reload();
    await page.getByText('已入库：新增 30 条').waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('the platform finds what this machine found, to the letter', async () => {
    await page.goto(address);
    await page.getByRole('radio', { name: /全量/ }).check();
    await choose(join(folder, '错两格.xlsx'));
    await heading('检查完成，可以报送').waitFor();
    expect(await page.locator('dl.upload-facts').innerText()).toContain('平台现有 30 条，文件中可入库 28 条');
    const here = await findingRows();
    await button('报送 28 条（全量）').click();
    await heading('回执').waitFor();
    await page.getByText('下载批注文件').waitFor();
    await expectSoundPage(visit, 'upload-receipt-faulty');
    expect(await findingRows()).toEqual(here);
    const [annotated] = await Promise.all([page.waitForEvent('download'), button('下载批注文件').click()]);
    expect(annotated.suggestedFilename()).toMatch(/（批注）\.xlsx$/);
    expect(visit.faults).toEqual([]);
  });

  test('a wrong file is told in whole sentences, and cannot be sent', async () => {
    await page.goto(address);
    await writeFile(join(folder, '名单.txt'), '姓名');
    await choose(join(folder, '名单.txt'));
    await page.getByText('只接受扩展名为 .xlsx 的工作簿').waitFor();
    await writeFile(join(folder, '名单.xlsx'), '姓名,性别\n');
    await choose(join(folder, '名单.xlsx'));
    await heading('检查完成，还不能报送').waitFor();
    await page.getByText('这是文本文件').first().waitFor();
    await expectSoundPage(visit, 'upload-refused');
    expect(await button(/^报送/).count()).toBe(0);
  });

  test("another dataset's template is called by that dataset's name", async () => {
    await page.goto(`${url}/datasets/resident-id-cards/upload`);
    await choose(join(folder, '改好.xlsx'));
    await heading('检查完成，还不能报送').waitFor();
    await page
      .getByText(`“${content?.metadata.name ?? ''}”`)
      .first()
      .waitFor();
    await expectSoundPage(visit, 'upload-other-dataset');
    expect(visit.faults).toEqual([]);
  });

  test('by keyboard alone', async () => {
    await page.goto(address);
    await heading('选择报送方式和文件').waitFor();
    const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40 && !(await focused()).startsWith(text); presses += 1)
        await page.keyboard.press('Tab');
      expect(await focused()).toContain(text);
    };
    // Listened for before the key: the browser tells of a dialog only once it was asked to.
    const dialog = page.waitForEvent('filechooser');
    await tabTo('选择工作簿');
    await page.keyboard.press('Enter');
    const chooser = await dialog;
    await chooser.setFiles(join(folder, '改好.xlsx'));
    await heading('检查完成，可以报送').waitFor();
    expect(await focused()).toBe('检查完成，可以报送');
    await tabTo('报送 30 条');
    await page.keyboard.press('Enter');
    await page.getByText('已核对，与平台现有数据相同，没有变化。').waitFor();
    await tabTo('查看这一批的经过');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/deliveries/*');
    expect(visit.faults).toEqual([]);
  });

  test('a large file goes on where it was cut, after a reload', async () => {
    const path = join(folder, '大.xlsx');
    const noise = randomBytes(minMultipartBytes + 1024 * 1024);
    await writeFile(path, buildWorkbook({ parts: { 'xl/media/image1.png': noise } }));
    await page.goto(address);
    await choose(path);
    await heading(/检查完成/).waitFor();
    // The check says that no row is there; the way of the bytes is what counts here.
    await page.route('**/check-*.js', (route) => route.abort());
    await page.goto(address);
    await choose(path);
    await heading('这台电脑的浏览器不能检查').waitFor();
    await expectSoundPage(visit, 'upload-unable');
    let puts = 0;
    await page.route('**/deliveries/**partNumber=**', async (route) => {
      puts += 1;
      if (puts > 1) await route.abort();
      else await route.continue();
    });
    await button(/直接报送/).click();
    await heading('文件没有送完').waitFor();
    await expectSoundPage(visit, 'upload-cut');
    await page.unrouteAll();
    await page.reload();
    await heading('文件还没有送完').waitFor();
    await expectSoundPage(visit, 'upload-interrupted');
    await choose(path);
    await heading('回执').waitFor();
    await page.getByText('已退回').waitFor();
    expect(visit.faults.filter((fault) => !cutOnPurpose.test(fault))).toEqual([]);
  });
});
