import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { returnDatasetRoute, readVersionRoute } from '../../../schemas/catalogue/routes.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const dataset = 'elderly-cards';
const reason = '请说明养老补贴的计算口径。';

const summary = (page: Page) => page.getByLabel('摘要');

describe.skipIf(chromium === null)('an entry is compiled, returned, mended and submitted (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('the compiler drafts a version, keeps what was typed over a reload, compares and submits', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/datasets/${dataset}?tab=versions`, '赵敏');
    await page.getByRole('button', { name: '起草新版本' }).click();
    await page.getByRole('heading', { level: 1, name: /^编制/ }).waitFor();
    await page.getByRole('button', { name: '增加信息项' }).click();
    const last = await page.getByRole('table', { name: '信息项' }).getByRole('row').count();
    const name = page.getByLabel(`第 ${last - 1} 项的名称`);
    await name.fill('养老补贴说明');
    await page.reload();
    await name.waitFor();
    expect(await name.inputValue()).toBe('养老补贴说明');
    await expectSoundPage(visit, 'entry-editor');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存到平台').waitFor();
    await page.getByRole('link', { name: '与上一版比较' }).click();
    await page.getByText('新增选填信息项“养老补贴说明”。').waitFor();
    await page.getByText('兼容', { exact: true }).waitFor();
    await page.getByRole('table', { name: '信息项的变化' }).waitFor();
    await expectSoundPage(visit, 'entry-compare');
    await page.goBack();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已送交信息中心审核').waitFor();
    await expectSoundPage(visit, 'entry-submitted');
    expect(visit.faults).toEqual([]);
  });

  test('what the centre said stands above the form, and faults lead to their place', async () => {
    const { api } = openApiUser(url, 'information-center-system');
    const params = { dataset, version: '2' };
    const { lockVersion } = await api.call(readVersionRoute, { params });
    await api.call(returnDatasetRoute, { params, body: { lockVersion, reason } });
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/datasets/${dataset}/versions/2/edit`, '赵敏');
    await page.getByText(reason).waitFor();
    await page.getByLabel('共享类型').selectOption('2');
    await page.getByLabel('共享条件（有条件共享的须填写）').fill('');
    await page.getByRole('button', { name: '保存草稿' }).click();
    const fault = page.getByRole('button', { name: /请填写共享条件/ });
    await fault.waitFor();
    await expectSoundPage(visit, 'entry-returned');
    await fault.click();
    expect(await page.evaluate<string>('document.activeElement.id')).toContain('/metadata/shareCondition');
    await page.getByLabel('共享条件（有条件共享的须填写）').fill('按职责申请。');
    await summary(page).fill('老年证和养老服务的发放情况，养老补贴按市级标准计算。');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已送交信息中心审核').waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('another department cannot open the draft', async () => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/datasets/${dataset}/versions/2/edit`, '王芳');
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.page.getByRole('button', { name: '保存草稿' }).count()).toBe(0);
  });
});
