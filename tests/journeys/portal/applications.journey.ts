import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { docx, pdf } from '../../adapters/papers/sample-papers.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'marriage-registrations';
const rows = 3;
const [record] = rowsToHandIn({ dataset, rows });

async function attach(page: Page, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择附件，或把文件拖到这里' }).last().click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

describe.skipIf(chromium === null)('from an application to its grant (needs Chromium)', () => {
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

  let address = '';
  test('an officer writes it, one thing a page, and submits it', async () => {
    const { visit, page } = await open('王芳', `/datasets/${dataset}`);
    await page.getByRole('link', { name: '申请使用' }).click();
    await page.getByRole('heading', { name: '用途和依据' }).waitFor();
    await expectSoundPage(visit, 'apply-purpose');
    await page.getByLabel('用途').fill('办理户口登记时核对婚姻状况，群众免交结婚证复印件。');
    await page.getByLabel('依据').fill('《中华人民共和国户口登记条例》第二十条');
    await page.getByLabel('办理事项').fill('户口登记');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '信息项' }).waitFor();
    for (const box of (await page.getByRole('checkbox').all()).slice(0, 3)) await box.check();
    await page.getByLabel('加一个条件：信息项').selectOption({ index: 1 });
    await page.getByRole('button', { name: '去掉这个条件' }).waitFor();
    await expectSoundPage(visit, 'apply-fields');
    await page.getByText('请写明每个条件的取值').waitFor();
    await page.getByRole('button', { name: '去掉这个条件' }).click();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('核验比对').check();
    await page.getByLabel('使用到哪一天').fill(`${new Date().getFullYear() + 1}-06-30`);
    await expectSoundPage(visit, 'apply-use');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('保存后是草稿').waitFor();
    // What was typed outlives a reload.
    await page.reload();
    await page.getByText('户口登记', { exact: true }).waitFor();
    await expectSoundPage(visit, 'apply-check');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForURL('**/applications/*');
    address = new URL(page.url()).pathname;
    await attach(page, '业务规范.docx', await docx());
    await page.getByRole('button', { name: '下载“业务规范”' }).waitFor();
    await attach(page, '假的.pdf', Buffer.from('no document'));
    await page.getByText('不接受这种文件', { exact: true }).waitFor();
    await attach(page, '多余的.pdf', await pdf());
    await page.getByRole('button', { name: '下载“多余的”' }).waitFor();
    await expectSoundPage(visit, 'application-attachments');
    await page.getByRole('button', { name: '移除' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: '移除', exact: true }).click();
    await page.getByRole('button', { name: '下载“多余的”' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '提交审批' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提交审批', exact: true }).click();
    await page.getByText('待本部门审批').first().waitFor();
    // The file that is none was refused.
    expect(visit.faults.filter((fault) => !fault.includes('415'))).toEqual([]);
  });

  test('nobody approves what is their own; a colleague does', async () => {
    const own = await open('王芳', address);
    await own.page.getByRole('button', { name: '同意并报出' }).click();
    await own.page.getByRole('dialog').getByRole('button', { name: '同意并报出', exact: true }).click();
    await own.page.getByText('写申请的人不能审批自己的申请。').waitFor();

    const { visit, page } = await open('李强', '/applications?side=waiting');
    await page.getByRole('link', { name: '婚姻登记' }).first().waitFor();
    await expectSoundPage(visit, 'applications');
    await page.goto(`${url}${address}`);
    await page.getByRole('button', { name: '同意并报出' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '同意并报出', exact: true }).click();
    await page.getByText('待信息中心核对').first().waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('its provider knows of it when the centre has passed it on, and answers field by field', async () => {
    const early = await open('赵敏', address);
    await early.page.getByText('没有这份申请').first().waitFor();

    const centre = await open('刘洋', '/applications');
    await centre.page.goto(`${url}${address}`);
    await centre.page.getByText('期限 2 个工作日').waitFor();
    await centre.page.getByRole('button', { name: '核对通过' }).click();
    await centre.page.getByRole('dialog').getByRole('button', { name: '核对通过', exact: true }).click();
    await centre.page.getByText('待提供部门答复').first().waitFor();

    const { visit, page } = await open('赵敏', address);
    await page.getByRole('heading', { name: '逐项答复' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载“业务规范”' }).click();
    expect((await saved).suggestedFilename()).toBe('业务规范.docx');
    expect(await page.getByRole('button', { name: '移除' }).count()).toBe(0);
    const groups = await page.getByRole('group').all();
    for (const [i, answer] of ['脱敏后给出', '给出原值', '不予共享'].entries())
      await groups[i]?.getByLabel(answer).check();
    await page.getByLabel('理由和依据').fill('与户口登记无关，依据最小必要原则不予共享。');
    await page.getByLabel('每天最多调用次数').fill('50');
    await expectSoundPage(visit, 'application-decide');
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.getByText('已授权').first().waitFor();
    await expectSoundPage(visit, 'application-granted');
    expect(visit.faults).toEqual([]);
  });

  test('another department finds no such application', async () => {
    const { page } = await open('陈静', address);
    await page.getByText('没有这份申请').first().waitFor();
  });

  test('the consumer queries under the grant, and both sides see the same meter', async () => {
    const { visit, page } = await open('王芳', '/grants');
    await page.getByRole('link', { name: '婚姻登记信息' }).first().waitFor();
    await expectSoundPage(visit, 'grants');
    await page.goto(`${url}${address.replace('applications', 'grants')}`);
    await page.getByLabel('办件编号').fill('BJ-2026-000123');
    await page.getByLabel('公民身份号码').fill(String(record?.['document_number']));
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page
      .getByRole('cell', { name: String(record?.['registry']) })
      .first()
      .waitFor();
    await page.getByText('1，上限 50').first().waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载授权书' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^授权书-.*\.json$/);
    await expectSoundPage(visit, 'grant');
    expect(await page.content()).not.toContain(String(record?.['holder']));
    expect(page.url()).not.toContain(String(record?.['document_number']));
    expect(visit.faults).toEqual([]);

    const provider = await open('赵敏', address.replace('applications', 'grants'));
    await provider.page.getByText('1，上限 50').first().waitFor();
    expect(await provider.page.getByLabel('办件编号').count()).toBe(0);
  });

  test('the lines that the page shows for its system work as they are', async () => {
    const { visit, page } = await open('王芳', address.replace('applications', 'grants'));
    await page.getByRole('heading', { name: '接口对接' }).waitFor();
    await page.locator('ol code').first().waitFor();
    const commands = await page.locator('ol code').allTextContents();
    expect(commands).toHaveLength(7);
    await expectSoundPage(visit, 'grant-connection');
    const env = {
      ...process.env,
      GUIJI_ACCOUNT: 'public-security-system',
      GUIJI_SECRET: 'public-security-system-secret',
    };
    const { stdout } = await promisify(execFile)('bash', ['-ec', commands.join('; echo\n')], { env });
    const answers = stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '');
    expect(answers.filter((line) => line.includes('"sandbox":true'))).toHaveLength(3);
    expect(answers.filter((line) => line.includes('"code":'))).toEqual([]);
    expect(answers).toHaveLength(6);
  });

  test('its consumer goes on using it by an application that is filled with what it has', async () => {
    const { visit, page } = await open('王芳', address.replace('applications', 'grants'));
    await page.getByRole('link', { name: '申请续期' }).click();
    await page.getByText('已按现有授权填好').waitFor();
    expect(await page.getByLabel('办理事项').inputValue()).toBe('户口登记');
    await expectSoundPage(visit, 'renew');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '信息项' }).waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('使用到哪一天').fill(`${new Date().getFullYear() + 2}-06-30`);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('之后继续使用的申请').waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('the provider ends the grant', async () => {
    const { visit, page } = await open('赵敏', address);
    await page.getByRole('button', { name: '终止授权' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('办理事项已经取消。');
    await page.getByRole('dialog').getByRole('button', { name: '终止授权', exact: true }).click();
    await page.getByText('授权已于').waitFor();
    expect(visit.faults).toEqual([]);
  });
});
