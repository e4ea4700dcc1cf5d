import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { localPeople } from '../../../infra/local/accounts.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Milliseconds on the local system until the first page can be used. */
const maxInteractiveMs = 1500;

describe.skipIf(chromium === null)('the frame of the portal (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('without a session every address asks to sign in, and comes back to itself', async () => {
    const visit = await browser.visit();
    await visit.page.goto(`${url}/help?from=colleague`);
    await expectSoundPage(visit, 'sign-in');
    await signInAt(visit.page, `${url}/help?from=colleague`, '王芳');
    expect(visit.page.url()).toBe(`${url}/help?from=colleague`);
    await visit.page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    await expectSoundPage(visit, 'help');
    await visit.page.reload();
    await visit.page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    expect(visit.faults).toEqual([]);
  });

  test.each(localPeople)('$name finds their own first page and menu', async ({ name, subject }) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/`, name);
    await visit.page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
    await expectSoundPage(visit, `work-${subject}`);
    expect(visit.faults).toEqual([]);
  });

  test('an address that no page has says so and leads back', async () => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/nothing/here`, '周凯');
    await visit.page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor();
    await expectSoundPage(visit, 'not-found');
    await visit.page.getByRole('link', { name: '回到我的工作' }).click();
    await visit.page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('by keyboard alone: skip to the page, open the help, search, sign out', async () => {
    const { page, faults } = await browser.visit();
    await signInAt(page, `${url}/`, '李强');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('page');
    await page.getByRole('link', { name: '帮助', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('page');
    await page.getByRole('button', { name: '退出登录' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /退出/ }).waitFor();
    expect([...new URL(page.url()).searchParams.keys()].toSorted()).toEqual(['client_id', 'post_logout_redirect_uri']);
    await page.getByRole('button', { name: '退出登录' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(page.url()).toBe(`${url}/`);
    expect(faults).toEqual([]);
  });

  test('an ended session keeps the page and what was typed, and the sign-in comes back to it', async () => {
    const { page } = await browser.visit();
    await signInAt(page, `${url}/help`, '赵敏');
    await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    // The platform refuses the token, and the provider the renewal.
    await page.route('**/oidc/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
    await page.route('**/api/v1/tasks', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' }),
    );
    await page.getByRole('link', { name: '我的工作' }).click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await page.unroute('**/oidc/token');
    await page.unroute('**/api/v1/tasks');
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
    await page.getByRole('region').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('the first page can be used soon', async () => {
    const { page } = await browser.visit();
    await signInAt(page, `${url}/`, '王芳');
    const started = performance.now();
    await page.goto(`${url}/`);
    await page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
    const interactiveMs = Math.round(performance.now() - started);
    console.log(`first page interactive after ${interactiveMs} ms, wanted ${maxInteractiveMs}`);
    expect(interactiveMs).toBeLessThan(maxInteractiveMs * 4);
  });
});
