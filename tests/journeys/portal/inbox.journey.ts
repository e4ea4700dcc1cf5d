import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { asAccount } from './as-account.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'foundations';
const sentence = '“基金法人登记证书信息”的共享申请轮到您单位办理';
/** Notices are written once a minute. */
const noticeMs = 90_000;

describe.skipIf(chromium === null)('the inbox of a department (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let application = '';
  beforeAll(async () => {
    browser = await openBrowser();
    application = await (await asAccount(url, 'public-security-system')).applyFor(dataset, 'name');
  });
  afterAll(() => browser.close());

  const open = async (person: string) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/inbox`, person);
    await visit.page.getByRole('heading', { level: 1, name: '消息' }).waitFor();
    return { visit, page: visit.page };
  };

  test('an application that waits is counted in the bar, and read by one person alone', async () => {
    const { visit, page } = await open('王芳');
    const notice = page.getByRole('row').filter({ hasText: sentence }).first();
    await notice.waitFor({ timeout: noticeMs });
    await expectSoundPage(visit, 'inbox');
    await page.reload();
    await page.getByRole('banner').getByText('条未读').waitFor();
    await notice.getByRole('link').click();
    await page.waitForURL(`**/applications/${application}`);
    await page.getByRole('banner').getByRole('link', { name: '消息' }).click();
    await notice.getByText('已读').waitFor();
    await page.getByRole('button', { name: '全部标为已读' }).click();
    await page.getByRole('banner').getByText('条未读').waitFor({ state: 'hidden' });
    await page.getByLabel('显示').selectOption('true');
    await page.getByText('没有未读的消息').waitFor();
    await expectSoundPage(visit, 'inbox-read');
    expect(visit.faults).toEqual([]);

    const colleague = await open('李强');
    await colleague.page.getByRole('row').filter({ hasText: sentence }).getByText('未读').first().waitFor();
  });

  test('its provider is told nothing before the centre has passed it on', async () => {
    const { page } = await open('赵敏');
    await page.waitForLoadState('networkidle');
    expect(await page.content()).not.toContain(application);
    expect(await page.getByText(sentence).count()).toBe(0);
  });
});
