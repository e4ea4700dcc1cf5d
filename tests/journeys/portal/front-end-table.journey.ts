import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DemoDepartment, demoDepartmentFile } from '../../../infra/local/demo-department/open-department.ts';
import { chromium } from '../chromium.ts';
import { confirmAsCentre } from './confirm-as-centre.ts';
import { rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'site-approvals';
const address = `${url}/sources/${dataset}/database`;
const table = 'public_security.site_approvals';
const rowCount = 24;

const file = demoDepartmentFile(inject('stateDir'));
const database = existsSync(file) ? DemoDepartment.parse(JSON.parse(readFileSync(file, 'utf8'))).database : null;

async function inDatabase<T>(account: 'owner' | 'writer', work: (client: Client) => Promise<T>): Promise<T> {
  if (database === null) throw new Error('there is no database');
  const { host, port, database: name } = database;
  const client = new Client({ host, port, database: name, ...database[account] });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function downloadScript(page: Page, label: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: label }).click(),
  ]);
  return await readFile(await download.path(), 'utf8');
}

async function insertRows(client: Client): Promise<void> {
  for (const row of rowsToHandIn({ dataset, rows: rowCount })) {
    const names = Object.keys(row);
    const places = names.map((_, at) => `$${at + 1}`);
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
      names.map((name) => row[name]),
    );
  }
}

const next = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `下一步：${name}` }).click();
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
};

const isSkipped = chromium === null || database === null;
describe.skipIf(isSkipped)('a programmer registers a front-end table (needs Chromium and PostgreSQL)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('from the choice of a dataset to the registration, with a table made by the scripts of the page', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/sources`, '王芳');
    await page.getByRole('link', { name: '登记数据源' }).click();
    await page.getByLabel('信息资源', { exact: true }).selectOption(dataset);
    await page.getByLabel('归集方式').selectOption('database');
    await page.getByRole('link', { name: '开始登记' }).click();

    await page.getByRole('heading', { level: 2, name: '数据库', exact: true }).waitFor();
    await page.getByLabel('服务器地址').fill(database?.host ?? '');
    await page.getByLabel('端口').fill(String(database?.port));
    await page.getByLabel('数据库名称（选填）').fill(database?.database ?? '');
    await page.getByLabel('传输加密').selectOption('off');
    await expectSoundPage(visit, 'table-form-address');

    await next(page, '表');
    const [tableScript, accountsScript] = [
      await downloadScript(page, '下载建表脚本'),
      await downloadScript(page, '下载账号授权脚本'),
    ];
    await inDatabase('owner', async (client) => {
      await client.query(tableScript);
      // The department has both accounts already: the script says to leave these lines out.
      await client.query(accountsScript.replaceAll(/^CREATE ROLE .*$/gm, ''));
    });
    await inDatabase('writer', insertRows);
    await page.getByLabel('每页行数').fill('10');
    await expectSoundPage(visit, 'table-form-table');

    await next(page, '时间表');
    await page.getByLabel('什么时候读取').selectOption('day');
    await page.getByLabel('几点').first().fill('04:30');
    await next(page, '核对并登记');
    await page.getByText('每天 04:30').waitFor();
    await expectSoundPage(visit, 'table-form-check');
    await page.getByRole('button', { name: '登记数据源' }).click();
    await page.getByText('还没有登记', { exact: true }).first().waitFor();
    expect(visit.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  test('a wrong password is named, the right one leads to a test of every column', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${address}?tab=setup`, '王芳');
    await page.getByLabel('数据库账号').fill(database?.user ?? '');
    await page.getByLabel('密码').fill('not-the-password');
    await page.getByRole('button', { name: '登记凭据' }).click();
    await page.getByRole('link', { name: '去测试' }).click();
    await page.getByRole('button', { name: '测试调用' }).click();
    await page.getByText('数据源不接受登记的账号或密钥。请提供部门核对并重新登记凭据。').first().waitFor();
    await expectSoundPage(visit, 'table-test-failed');

    await page.goto(`${address}?tab=setup`);
    await page.getByRole('button', { name: '更换凭据' }).click();
    await page.getByLabel('数据库账号').fill(database?.user ?? '');
    await page.getByLabel('密码').fill(database?.password ?? '');
    await page.getByRole('button', { name: '更换凭据' }).click();
    await page.getByRole('link', { name: '看原因并重新测试' }).click();
    await page.getByRole('button', { name: '测试调用' }).click();
    await page.getByText('测试成功', { exact: true }).waitFor();
    await expectSoundPage(visit, 'table-test');
    expect(visit.faults).toEqual([]);
  });

  test('the centre confirms, the first run reads the table, and the department sees it in its own rows', async () => {
    expect(await confirmAsCentre(browser, address)).toEqual([]);
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${address}?tab=runs`, '王芳');
    await page.getByRole('table', { name: '读取记录' }).getByText('已公开').first().waitFor();
    await expectSoundPage(visit, 'table-runs');
    await page.setViewportSize({ width: 390, height: 900 });
    await page.reload();
    const current = page.locator('.tabs [aria-current]');
    await current.waitFor();
    const [bar, tab] = [await page.locator('.tabs').boundingBox(), await current.boundingBox()];
    expect((tab?.x ?? 0) + (tab?.width ?? 0)).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0));
    const acknowledged = `SELECT COUNT(*)::int AS rows FROM ${table} WHERE exchange_status = '1'`;
    await expect
      .poll(async () => await inDatabase('writer', async (client) => (await client.query(acknowledged)).rows))
      .toEqual([{ rows: rowCount }]);
    expect(visit.faults).toEqual([]);
  });
});
