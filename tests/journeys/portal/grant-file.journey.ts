import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey; shared with everybody, so that the centre's check grants it. */
const dataset = 'private-unit-name-changes';
const rows = 3;
const [record] = rowsToHandIn({ dataset, rows });

describe.skipIf(chromium === null)('a file under a grant (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, dataset, rows });
  });
  afterAll(() => browser.close());

  const open = async (person: string, address: string) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${address}`, person);
    return { visit, page: visit.page };
  };
  const step = async (person: string, name: string) => {
    const { page } = await open(person, address);
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    return page;
  };

  let address = '';
  test('its way is applied for, and granted', async () => {
    const { visit, page } = await open('王芳', `/datasets/${dataset}`);
    await page.getByRole('link', { name: '申请使用' }).click();
    await page.getByLabel('用途').fill('核对单位曾用名，办理印章备案，免交变更证明。');
    await page.getByLabel('依据').fill('《印铸刻字业暂行管理规则》第六条');
    await page.getByLabel('办理事项').fill('印章备案');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '信息项' }).waitFor();
    for (const box of (await page.getByRole('checkbox').all()).slice(0, 3)) await box.check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('批量文件').check();
    await page.getByLabel('使用到哪一天').fill(`${new Date().getFullYear() + 1}-06-30`);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForURL('**/applications/*');
    address = new URL(page.url()).pathname;
    expect(visit.faults).toEqual([]);
    await step('王芳', '提交审批');
    await step('李强', '同意并报出');
    const checked = await step('刘洋', '核对通过');
    await checked.getByText('已授权').first().waitFor();
  });

  test('the consumer orders it, and downloads it once', async () => {
    const { visit, page } = await open('王芳', address.replace('applications', 'grants'));
    await page.getByRole('heading', { name: '文件', exact: true }).waitFor();
    await page.getByText('最近 30 天没有制作过文件。').waitFor();
    await page.getByLabel('CSV').check();
    await page.getByLabel('文件的办件编号').fill('BJ-2026-000124');
    await page.getByRole('button', { name: '制作文件' }).click();
    // The list refreshes by itself.
    await page.getByRole('button', { name: '下载一次' }).waitFor();
    await expectSoundPage(visit, 'grant-file');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载一次' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^民办非企业单位名称变更登记记录-.*\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')).toHaveLength(rows + 2);
    expect(text.startsWith('\ufeff记录标识,')).toBe(true);
    expect(Object.values(record ?? {}).some((value) => text.includes(String(value)))).toBe(true);
    await page.getByText('已取用').first().waitFor();
    expect(await page.getByRole('button', { name: '下载一次' }).count()).toBe(0);
    await page.getByText('3，上限').first().waitFor();
    await expectSoundPage(visit, 'grant-file-fetched');
    expect(visit.faults).toEqual([]);
  });

  test('the provider sees the file, and may not fetch it; its uses say so', async () => {
    const { visit, page } = await open('赵敏', address.replace('applications', 'grants'));
    await page.getByText('已取用').first().waitFor();
    expect(await page.getByRole('button', { name: '制作文件' }).count()).toBe(0);
    await page.goto(`${url}/uses`);
    await page.getByText('取用授权的文件').first().waitFor();
    await expectSoundPage(visit, 'grant-file-uses');
    expect(visit.faults).toEqual([]);
  });
});
