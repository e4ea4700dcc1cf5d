import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { queryRecordsRoute } from '../../../schemas/records/routes.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const records = { dataset: 'driving-licences', rows: 3 } as const;

describe.skipIf(chromium === null)('who used whose data, in the portal (needs Chromium)', () => {
  const [row = {}] = rowsToHandIn(records);
  const subject = String(row['id_number']);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...records });
    const query = { params: { dataset: records.dataset }, body: { subject } };
    await openApiUser(url, 'information-center-system').api.call(queryRecordsRoute, query);
    await openApiUser(url, 'civil-affairs-system')
      .api.call(queryRecordsRoute, query)
      .catch(() => undefined);
  });
  afterAll(() => browser.close());

  test('the provider sees from the menu who used its data, and who was refused', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/`, '王芳');
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '使用记录' }).click();
    const uses = page.getByRole('table', { name: '使用记录' });
    const answered = uses.getByRole('row', { name: /查询记录.*1 条.*1 个.*已提供/ }).first();
    await answered.waitFor();
    await uses.getByText('未提供：不是本部门的信息资源').first().waitFor();
    await expectSoundPage(visit, 'uses');
    await page.getByLabel('信息资源', { exact: true }).selectOption(records.dataset);
    await page.getByLabel('使用人').selectOption({ index: 1 });
    await page.getByLabel('日期').fill('2019-01-01');
    await page.getByText('没有符合条件的使用记录').waitFor();
    const { searchParams } = new URL(page.url());
    expect([...searchParams.keys()].toSorted()).toEqual(['account', 'dataset', 'day']);
    await expectSoundPage(visit, 'uses-none');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await answered.waitFor();
    await page.getByRole('link', { name: '本部门人员用了谁的数据' }).click();
    await page.waitForURL(/side=by-people/);
    expect(visit.faults).toEqual([]);
  });

  test('by the subject: the number is in the body alone, and the search is on record', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/uses?side=of-subject`, '王芳');
    await page.getByLabel('证件号码').fill('不详');
    await page.getByRole('button', { name: '查使用记录' }).click();
    await page.getByText('按主体查使用记录，须给出正确的公民身份号码或统一社会信用代码。').waitFor();
    await page.getByLabel('证件号码').fill(subject);
    await page.getByRole('button', { name: '查使用记录' }).click();
    await page.getByRole('table', { name: '使用记录' }).getByText('查询记录').first().waitFor();
    await expectSoundPage(visit, 'uses-of-subject');
    const stored = 'JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href';
    expect(await page.evaluate<string>(stored)).not.toContain(subject);
    await page.getByRole('link', { name: '本部门人员用了谁的数据' }).click();
    await page.getByRole('table', { name: '使用记录' }).getByText('按主体查使用记录').first().waitFor();
    expect(visit.faults.filter((fault) => !fault.includes('400 (Bad Request)'))).toEqual([]);
  });

  test('the supervising office sees any department, and has no search by subject', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/uses?side=of-subject`, '周凯');
    await page.getByLabel('部门').selectOption('public-security');
    await page.getByRole('table', { name: '使用记录' }).getByText('查询记录').first().waitFor();
    expect(await page.getByRole('link', { name: '按主体查' }).count()).toBe(0);
    expect(await page.getByLabel('证件号码').count()).toBe(0);
    await expectSoundPage(visit, 'uses-of-city');
    expect(visit.faults).toEqual([]);
  });
});
