import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const type = 'certificate-adoption-registration';
const workbook = { dataset: type, rows: 3 };
const number = String(rowsToHandIn(workbook)[0]?.['certificate_number']);

describe.skipIf(chromium === null)('certificates under a grant (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...workbook });
    await openApiUser(url, 'information-center-system').api.call(confirmLinkRoute, {
      params: { dataset: type },
      body: { channel: 'excel', comment: '核对无误。' },
    });
    const { api } = openApiUser(url, 'civil-affairs-system');
    while ((await api.call(readCoverageRoute, { params: { type } })).total.issued < workbook.rows)
      await new Promise((resolve) => setTimeout(resolve, 200));
  });
  afterAll(() => browser.close());

  const open = async (person: string, address: string) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${address}`, person);
    return { visit, page: visit.page };
  };
  const press = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };

  let address = '';
  test('an officer applies for certificates of a type, and four people bring it to a grant', async () => {
    const { visit, page } = await open('王芳', `/datasets/${type}`);
    await page.getByRole('link', { name: '申请使用证照' }).click();
    await page.getByLabel('用途').fill('办理户口登记时核对收养登记，群众免交证书复印件。');
    await page.getByLabel('依据').fill('《中华人民共和国户口登记条例》第十九条');
    await page.getByLabel('办理事项').fill('户口登记');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '信息项' }).waitFor();
    await expectSoundPage(visit, 'apply-certificate-fields');
    const boxes = await page.getByRole('checkbox').all();
    for (const box of boxes) await box.check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('使用到哪一天').fill(`${new Date().getFullYear() + 1}-06-30`);
    await expectSoundPage(visit, 'apply-certificate-use');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForURL('**/applications/*');
    address = new URL(page.url()).pathname;
    await press(page, '提交审批');
    await page.getByText('待本部门审批').first().waitFor();
    expect(visit.faults).toEqual([]);

    const head = await open('李强', address);
    await press(head.page, '同意并报出');
    await head.page.getByText('待信息中心核对').first().waitFor();
    const centre = await open('刘洋', address);
    await press(centre.page, '核对通过');
    await centre.page.getByText('待提供部门答复').first().waitFor();
    const provider = await open('赵敏', address);
    await provider.page.getByRole('heading', { name: '逐项答复' }).waitFor();
    for (const group of await provider.page.getByRole('group').all()) await group.getByLabel('给出原值').check();
    await expectSoundPage(provider.visit, 'application-decide-certificates');
    await provider.page.getByRole('button', { name: '提交答复' }).click();
    await provider.page.getByText('已授权').first().waitFor();
  });

  test('its consumer looks one up on the grant’s page, with the case that it is for', async () => {
    const { visit, page } = await open('王芳', address.replace('applications', 'grants'));
    await page.getByLabel('证照编号').fill(number);
    await page.getByRole('button', { name: '查证照' }).click();
    await page.getByText('没有写明办件编号').first().waitFor();
    await page.getByLabel('办件编号（选填）').fill('BJ-2026-000321');
    await page.getByRole('button', { name: '查证照' }).click();
    const found = page.getByRole('list', { name: '查到的证照' });
    await found.getByRole('link').waitFor();
    await page.getByText('1，上限 100').first().waitFor();
    await expectSoundPage(visit, 'grant-certificates');
    await found.getByRole('link').click();
    await page.getByText(number, { exact: true }).waitFor();
    await expectSoundPage(visit, 'certificate-under-grant');
    const identifier = new URL(page.url()).pathname;
    expect(page.url()).not.toContain(number);
    await page.goto(`${url}${identifier}`);
    await page.getByText('没有写明办件编号').first().waitFor();
    await page.getByLabel('办件编号').fill('BJ-2026-000321');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(number, { exact: true }).waitFor();
    expect(visit.faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  test('another department finds no such grant', async () => {
    const { page } = await open('陈静', address.replace('applications', 'grants'));
    await page.getByText('没有这个授权').first().waitFor();
  });
});
