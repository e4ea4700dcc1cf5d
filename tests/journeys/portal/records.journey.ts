import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const records = { dataset: 'driving-licences', rows: 3 } as const;
const address = `${url}/datasets/${records.dataset}?tab=records`;

describe.skipIf(chromium === null)('a record, its sources and its versions (needs Chromium)', () => {
  const [row = {}] = rowsToHandIn(records);
  const number = String(row['id_number']);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...records });
    await handIn({ url, ...records, faults: [{ row: 0, field: 'name', value: '测试更名' }] });
  });
  afterAll(() => browser.close());

  const storedTexts = (page: Page): Promise<string> =>
    page.evaluate<string>('JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href');

  test('by the subject: one record, where each value came from, and what changed', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, address, '王芳');
    await page.getByLabel('按身份证号码').check();
    await expectSoundPage(visit, 'records-search');
    await page.getByLabel('身份证号', { exact: true }).fill(number);
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: '现在的值和来源' }).getByText('测试更名').waitFor();
    await page.getByText('变更', { exact: true }).first().waitFor();
    expect(await page.locator('del').first().textContent()).toBe(String(row['name']));
    await expectSoundPage(visit, 'record');
    expect(await storedTexts(page)).not.toContain(number);
    await page.getByRole('table', { name: '现在的值和来源' }).getByRole('link').first().click();
    await page.waitForURL(/\/deliveries\//);
    expect(visit.faults).toEqual([]);
  });

  test('what is not found, and what is no number, is said in a sentence', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, address, '孙丽');
    await page.getByLabel('按身份证号码').check();
    await page.getByLabel('身份证号', { exact: true }).fill('不详');
    await page.getByRole('button', { name: '查询记录' }).click();
    await page.getByText('的查询值不符合该信息项的格式要求').waitFor();
    await page.getByLabel('身份证号', { exact: true }).fill('11010519491231002X');
    await page.getByRole('button', { name: '查询记录' }).click();
    await page.getByText('没有查到记录').waitFor();
    await expectSoundPage(visit, 'records-none');
    expect(visit.faults.filter((fault) => !fault.includes('400 (Bad Request)'))).toEqual([]);
  });

  test.each(['赵敏', '陈静', '周凯'])('%s sees no records of another department', async (name) => {
    const visit = await browser.visit();
    await signInAt(visit.page, address, name);
    await visit.page.getByText('您的账号不能查看这个信息资源的记录').waitFor();
    expect(await visit.page.getByRole('button', { name: '查询记录' }).count()).toBe(0);
    expect(visit.faults).toEqual([]);
  });
});
