import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const type = 'certificate-destitute-support';
const name = '特困人员救助供养证';
/** The same rows as in certificates.journey.ts, in whichever order both run; these certificates are this journey's. */
const workbook = { dataset: type, rows: 30 };
const numbers = rowsToHandIn(workbook)
  .slice(20, 24)
  .map((row) => String(row['certificate_number']));

describe.skipIf(chromium === null)('batches of certificates in the portal (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  const { api } = openApiUser(url, 'civil-affairs-system');

  const visitAs = async (who: string, path: string): Promise<Visit> => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, who);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...workbook });
    await openApiUser(url, 'information-center-system')
      .api.call(confirmLinkRoute, { params: { dataset: type }, body: { channel: 'excel', comment: '核对无误。' } })
      .catch(() => undefined); // Confirmed by the other journey.
    for (;;) {
      const { total } = await api.call(readCoverageRoute, { params: { type } });
      if (total.rows === workbook.rows && total.outstanding.rows === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  afterAll(() => browser.close());

  let address = '';

  test('the officer lists numbers, sees which cannot be revoked and why, and cannot approve it', async () => {
    const visit = await visitAs('赵敏', '/certificates');
    const { page } = visit;
    await page.getByRole('link', { name: '批量办理' }).click();
    await page.getByRole('heading', { level: 1, name: '批量办理' }).waitFor();
    await page.getByRole('link', { name: '新建办理单' }).click();
    await fill(page, { verb: '撤销', list: [numbers[0], numbers[1], '没有这个编号', numbers[0]] });
    await page.getByText('清单共 4 行。').waitFor();
    await expectSoundPage(visit, 'batch-new');
    await page.reload();
    await page.getByText('清单共 4 行。').waitFor();
    await page.getByRole('button', { name: '试算办理单' }).click();
    await page.getByRole('heading', { level: 1, name: '批量撤销 2 份证照' }).waitFor();
    address = page.url();
    for (const number of numbers) expect(address).not.toContain(number);
    await page.getByText(/将撤销 2 份证照，持证人再核验时会看到“已撤销”.*另有 2 行不能办理/).waitFor();
    expect(await page.getByRole('button', { name: /复核通过/ }).count()).toBe(0);
    await page.getByLabel('清单', { exact: true }).selectOption({ label: '不能办理的 2 行' });
    const lines = page.getByRole('table', { name: '办理清单' });
    await lines.getByText('没有查到这份证照').waitFor();
    await lines.getByText('清单中已有同一份证照').waitFor();
    expect(new URL(page.url()).search).toBe('?lines=impossible');
    await expect.poll(() => lines.locator('tbody tr').count()).toBe(2);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expectSoundPage(visit, 'batch-prepared');
    expect(visit.faults).toEqual([]);
  });

  test('the second person is led there by 我的工作, approves, and every line has its result', async () => {
    const visit = await visitAs('刘洋', '/');
    const { page } = visit;
    const tasks = page.getByRole('region', { name: '等待复核的证照批量办理单' });
    await tasks.getByRole('link', { name: '批量撤销 2 份证照' }).click();
    await page.getByRole('button', { name: '复核通过，撤销' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/将撤销 2 份证照，持证人再核验时会看到“已撤销”.*不能恢复/).waitFor();
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    await expectSoundPage(visit, 'batch-approve');
    await dialog.getByRole('button', { name: '撤销', exact: true }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('已撤销 2 份证照。2 行没有办理').waitFor();
    await page.getByText('赵敏（市民政局）').waitFor();
    await page.getByText('刘洋（市政府信息中心）').waitFor();
    await expectSoundPage(visit, 'batch-done');
    await page.getByRole('table', { name: '办理清单' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.locator('.page-title').getByText(/撤销/).waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('the second person returns one with a reason; the maker reads it and withdraws another', async () => {
    const visit = await visitAs('赵敏', '/certificates/batches/new');
    const { page } = visit;
    await fill(page, { verb: '注销', list: [numbers[2]] });
    await page.getByRole('button', { name: '试算办理单' }).click();
    await page.getByRole('heading', { level: 1, name: '批量注销 1 份证照' }).waitFor();
    const returned = page.url();
    const centre = await visitAs('孙丽', new URL(returned).pathname);
    await centre.page.getByRole('button', { name: '退回办理单' }).press('Enter');
    await decide(centre.page, '退回', '持证人仍在供养，请核对');
    await centre.page.locator('.page-title').getByText('已退回').waitFor();
    await page.reload();
    await page.getByText('持证人仍在供养，请核对').waitFor();
    await expectSoundPage(visit, 'batch-rejected');

    await page.goto(`${url}/certificates/batches/new`);
    await fill(page, { verb: '暂扣', list: [numbers[3]] });
    await page.getByRole('button', { name: '试算办理单' }).click();
    await page.getByRole('button', { name: '撤回办理单' }).press('Enter');
    await decide(page, '撤回', '清单有误');
    await page.locator('.page-title').getByText('已退回').waitFor();
    await page.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: '批量办理' }).click();
    await page.getByRole('table', { name: '批量办理单' }).getByRole('link', { name: '批量撤销 2 份' }).waitFor();
    await page
      .getByRole('table', { name: '批量办理单' })
      .getByText('赵敏（市民政局）')
      .first()
      .waitFor({ state: 'attached' });
    await expectSoundPage(visit, 'batches');
    expect([visit.faults, centre.faults]).toEqual([[], []]);
  });

  test('another department finds neither the batch nor a list; a consumer has no such page', async () => {
    const other = await visitAs('王芳', new URL(address).pathname);
    await other.page.getByText('没有这个批量办理单').waitFor();
    await other.page.goto(`${url}/certificates/batches`);
    await other.page.getByText('还没有批量办理单').waitFor();
    await expectSoundPage(other, 'batches-none');
    const { page } = await visitAs('陈静', '/certificates/batches');
    await page.getByRole('heading', { level: 1, name: '您的账号不使用这个页面' }).waitFor();
  });
});

async function fill(
  page: Page,
  { verb, list }: { readonly verb: string; readonly list: readonly (string | undefined)[] },
): Promise<void> {
  await page.getByLabel('办理事项').selectOption({ label: verb });
  await page.getByLabel('证照类型').selectOption({ label: name });
  await page.getByLabel('证照编号', { exact: true }).fill(list.join('\n'));
  await page.getByLabel('原因').fill('年度核查集中办理');
}

async function decide(page: Page, verb: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由（会记入办理经过）').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}
