import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  departmentServicePath,
  departmentServiceSecret,
} from '../../../infra/local/demo-department/department-service-declaration.ts';
import { DemoDepartment, demoDepartmentFile } from '../../../infra/local/demo-department/open-department.ts';
import { serviceControl } from '../../../infra/tools/demo/channels/run-service.ts';
import { chromium } from '../chromium.ts';
import { confirmAsCentre } from './confirm-as-centre.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const service = { dataset: 'residential-area-names' } as const;
const address = `${url}/sources/${service.dataset}/interface`;
const readDepartment = (): DemoDepartment =>
  DemoDepartment.parse(JSON.parse(readFileSync(demoDepartmentFile(inject('stateDir')), 'utf8')));

const next = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^下一步：/ }).click();
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
};

/** Fills one pair of a group that begins empty, or adds one. */
async function addPair(page: Page, group: string, what: string, pair: readonly [string, string]): Promise<void> {
  const fields = page.getByRole('group', { name: group });
  const at = (await fields.getByRole('button', { name: /^删去第/ }).count()) + 1;
  await fields.getByRole('button', { name: `添加${what}` }).click();
  await fields.getByLabel(`第 ${at} 个${what}的名称`).fill(pair[0]);
  await fields.getByLabel(`第 ${at} 个${what}的值`).fill(pair[1]);
}

const storedTexts = (page: Page): Promise<string> =>
  page.evaluate<string>('JSON.stringify(localStorage) + JSON.stringify(sessionStorage)');

describe.skipIf(chromium === null)('a programmer registers a service (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
    await serviceControl(readDepartment().service.url).behave(null);
  });
  afterAll(() => browser.close());

  test('step by step, over a reload and a refusal that leads to its field', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    const { url: base } = readDepartment().service;
    await signInAt(page, `${url}/sources`, '赵敏');
    await page.getByRole('link', { name: '登记数据源' }).click();
    await page.getByLabel('信息资源', { exact: true }).selectOption(service.dataset);
    await expectSoundPage(visit, 'source-choose');
    await page.getByRole('link', { name: '开始登记' }).click();

    await page.getByRole('heading', { level: 2, name: '地址', exact: true }).waitFor();
    await page.getByLabel('接口名称').fill('地名备案查询接口');
    await page.getByLabel('接口地址').fill(`${base}${departmentServicePath}?token=abc`);
    for (const pair of ['page', 'size', 'since', 'until'] as const)
      await addPair(page, '查询参数（选填）', '查询参数', [pair, `{{${pair}}}`]);
    await expectSoundPage(visit, 'source-form-address');

    await next(page, '认证');
    await page.getByLabel('认证方式').selectOption('signature');
    await expectSoundPage(visit, 'source-form-authentication');

    await next(page, '应答和翻页');
    await page.reload();
    await page.getByLabel('数据列表的路径').fill('data.list');
    await page.getByLabel('业务代码的路径（选填）').fill('code');
    await page.getByLabel('表示成功的代码').fill('0');
    await page.getByLabel('总条数的路径（选填）').fill('data.total');
    await page.getByLabel('每页条数').fill('50');
    await page.getByLabel('每次多读前面多少秒').fill('60');
    await page.getByLabel('删除标记的路径（选填）').fill('deleted');
    await page.getByLabel('表示已删除的值').fill('1');
    await expectSoundPage(visit, 'source-form-answer');

    await next(page, '信息项对应');
    for (const [field, from] of [
      ['文件号', 'cardNo'],
      ['同意使用小区名称', 'issueOrg'],
      ['批准时间', 'issueDate'],
    ] as const)
      await page.getByLabel(`${field}取自`, { exact: true }).fill(from);
    await expectSoundPage(visit, 'source-form-mapping');

    await next(page, '时间表');
    await page.getByLabel('什么时候读取').selectOption('day');
    await page.getByLabel('几点').first().fill('04:30');
    await page.getByText('即：每天 04:30。').waitFor();
    await expectSoundPage(visit, 'source-form-timetable');

    await next(page, '核对并登记');
    await page.getByText('每天 04:30').waitFor();
    await expectSoundPage(visit, 'source-form-check');
    await page.getByRole('button', { name: '登记数据源' }).click();
    await page.getByText('登记内容中有凭据').waitFor();
    await expectSoundPage(visit, 'source-form-refused');
    await page.getByRole('button', { name: '接口地址' }).click();
    const field = page.getByLabel('接口地址');
    await expect.poll(() => field.evaluate((input) => input.ownerDocument.activeElement === input)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill(`${base}${departmentServicePath}`);
    await page.getByRole('link', { name: '核对并登记' }).click();
    await page.getByRole('button', { name: '登记数据源' }).click();

    await page.getByText('还没有登记', { exact: true }).first().waitFor();
    await expectSoundPage(visit, 'source-setup');
    expect(visit.faults.filter((fault) => !/404|422/.test(fault))).toEqual([]);
  });

  test('the secret is given once, is in no draft, and the test call follows', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${address}?tab=setup`, '赵敏');
    await page.getByLabel('应用标识（appKey）').fill(departmentServiceSecret.appKey);
    await page.getByLabel('签名密钥（secret）').fill(departmentServiceSecret.secret);
    expect(await storedTexts(page)).not.toContain(departmentServiceSecret.secret);
    await page.getByRole('button', { name: '登记凭据' }).click();
    await page.getByText(/^已登记应用标识（appKey）、签名密钥（secret）/).waitFor();
    expect(await page.content()).not.toContain(departmentServiceSecret.secret);
    expect(await storedTexts(page)).not.toContain(departmentServiceSecret.secret);
    await page.getByRole('link', { name: '去测试' }).click();
    await page.getByRole('button', { name: '测试调用' }).click();
    await page.getByText('测试成功', { exact: true }).waitFor();
    await page.goto(`${address}?tab=setup`);
    await page.getByText('已送交信息中心，等待确认').waitFor();
    await expectSoundPage(visit, 'source-setup-tested');
    expect(visit.faults).toEqual([]);
    expect(await confirmAsCentre(browser, address)).toEqual([]);
  });

  test('a change says what it means first, and has to be tested anew; the secret stays', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, address, '赵敏');
    await page.getByText('每天 04:30').waitFor();
    await page.goto(`${address}/register?step=timetable`);
    await page.getByLabel('什么时候读取').selectOption('week');
    await page.getByRole('group', { name: '哪几天' }).first().getByLabel('周四').check();
    await page.getByText('即：每周一、周四 04:30。').waitFor();
    await page.getByRole('link', { name: '核对并登记' }).click();
    await page.getByText(/正在按时间表读取，修改后立即停止读取/).waitFor();
    await page.getByText('已登记的凭据继续使用').waitFor();
    await page.getByText('原为：每天 04:30').waitFor();
    await expectSoundPage(visit, 'source-change');
    await page.getByRole('button', { name: '登记修改' }).click();
    await page.getByText('还没有测试', { exact: true }).waitFor();
    await page.getByText('每周一、周四 04:30').waitFor();
    await page.getByText(/^已登记应用标识/).waitFor();
    expect(visit.faults).toEqual([]);
  });

  test.each([
    ['王芳', '数据源由信息资源的提供部门登记'],
    ['孙丽', '您的账号不使用这个页面'],
  ])('%s cannot register for another department', async (name, sentence) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${address}/register`, name);
    await visit.page.getByText(sentence).first().waitFor();
    await expectSoundPage(visit, `source-form-not-${name === '王芳' ? 'own' : 'allowed'}`);
    expect(visit.faults).toEqual([]);
  });
});
