import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { asAccount } from './as-account.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const department = 'civil-affairs-system';

describe.skipIf(chromium === null)('the information centre reviews (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('a submitted version: differences first, registered, then published; a colleague who is late is told so', async () => {
    const provider = await asAccount(url, department);
    const { version } = await provider.submitVersion('foundation-name-changes', (content) => ({
      ...content,
      fields: content.fields.map((field, index) => (index === 0 ? { ...field, length: 60 } : field)),
    }));
    const [visit, late] = [await browser.visit(), await browser.visit()];
    const { page } = visit;
    await signInAt(page, `${url}/reviews`, '刘洋');
    await page.getByRole('link', { name: /待审核目录 1/ }).waitFor();
    await page.getByRole('link', { name: /待放行报送 \d/ }).waitFor();
    await page.getByRole('cell', { name: '市民政局' }).waitFor();
    await expectSoundPage(visit, 'reviews');
    await page.getByRole('link', { name: '基金会名称变更登记记录' }).click();
    await page.getByText('较长的数据将被退回').waitFor();
    expect(new URL(page.url()).search).toBe(
      `?kind=drafts-to-review&dataset=foundation-name-changes&version=${version}`,
    );
    await expectSoundPage(visit, 'review-version');

    await signInAt(late.page, page.url(), '孙丽');
    await late.page.getByRole('button', { name: '审核通过并注册' }).click();

    await page.getByRole('button', { name: '审核通过并注册' }).click();
    await expectSoundPage(visit, 'review-register');
    await page.getByRole('dialog').getByRole('button', { name: '注册', exact: true }).click();
    await page.getByText(`第 ${version} 版已注册`).waitFor();

    await late.page.getByRole('dialog').getByRole('button', { name: '注册', exact: true }).click();
    await late.page.getByRole('dialog').getByRole('alert').waitFor();
    await expectSoundPage(late, 'review-late');

    await page.getByRole('button', { name: '发布目录' }).click();
    await page.getByText(/处与旧模板不兼容，提供部门须下载新模板/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText(`第 ${version} 版已发布`).waitFor();
    await expectSoundPage(visit, 'review-published');
    expect(visit.faults).toEqual([]);
  });

  test('a version goes back with its reason, which stands in what was done', async () => {
    const provider = await asAccount(url, department);
    const { version } = await provider.submitVersion('private-unit-name-changes', (content) => ({
      ...content,
      metadata: { ...content.metadata, keywords: [...content.metadata.keywords, '变更'] },
    }));
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(
      page,
      `${url}/reviews?kind=drafts-to-review&dataset=private-unit-name-changes&version=${version}`,
      '孙丽',
    );
    await page.getByText('市民政局').first().waitFor();
    await page.getByRole('button', { name: '退回修改' }).click();
    const send = page.getByRole('dialog').getByRole('button', { name: '退回', exact: true });
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('dialog').getByRole('textbox').fill('请写明变更登记的依据。');
    await send.click();
    await page.getByText(`第 ${version} 版已退回市民政局`).waitFor();
    await page.getByText('“请写明变更登记的依据。”').waitFor();
    await expectSoundPage(visit, 'review-returned');
    expect(visit.faults).toEqual([]);
  });

  test('a link is confirmed, and both receipts are shown', async () => {
    const provider = await asAccount(url, department);
    await provider.deliver('social-organization-name-changes', 40);
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/reviews?kind=links-to-confirm`, '刘洋');
    await page.getByRole('link', { name: '社会团体名称变更登记记录' }).waitFor();
    await expectSoundPage(visit, 'reviews-links');
    await page.getByRole('link', { name: '社会团体名称变更登记记录' }).click();
    await page.getByRole('button', { name: '验收挂接' }).click();
    await page.getByText(/都能看到已入库的 40 条记录/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '验收', exact: true }).click();
    await page.getByRole('heading', { name: /提供部门回执/ }).waitFor();
    await page.getByRole('heading', { name: /信息中心回执/ }).waitFor();
    await expectSoundPage(visit, 'review-link-receipts');
    expect(visit.faults).toEqual([]);
  });

  test('a delivery that shrinks the data waits for a second person, one click from the decision', async () => {
    const provider = await asAccount(url, department);
    const visit = await browser.visit();
    const { page } = visit;
    expect(await provider.deliver('social-organization-name-changes', 10)).toMatchObject({
      status: 'awaiting-approval',
    });
    await signInAt(page, `${url}/reviews?kind=deliveries-to-approve`, '刘洋');
    await page.getByText('30 条').waitFor();
    await expectSoundPage(visit, 'reviews-deliveries');
    await page.getByRole('link', { name: '社会团体名称变更登记记录' }).click();
    await page.getByRole('button', { name: '放行报送' }).waitFor();
    await page.goto(`${url}/reviews?kind=sources-to-confirm`);
    await page.getByRole('heading', { level: 1, name: '待办审核' }).waitFor();
    await expectSoundPage(visit, 'reviews-sources');
    expect(visit.faults).toEqual([]);
  });

  test('a department finds no such page', async () => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/reviews`, '王芳');
    await visit.page.getByRole('heading', { level: 1, name: '您的账号不使用这个页面' }).waitFor();
    expect(await visit.page.getByRole('link', { name: '待办审核' }).count()).toBe(0);
    expect(visit.faults).toEqual([]);
  });
});
