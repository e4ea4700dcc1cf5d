import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { localPeople } from '../../infra/local/accounts.ts';
import { whoAmIRoute } from '../../schemas/departments/routes.ts';
import { openBrowser, picture } from './browser.ts';
import { chromium } from './chromium.ts';
import { authorizationAddress, newVerifier, signIn, tokenFor } from './sign-in.ts';

const url = inject('url');

describe.skipIf(chromium === null)('signing in (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each(localPeople)('$name signs in with department and roles', async ({ subject, name, department, roles }) => {
    const { page, faults } = await browser.visit();
    const token = await signIn(page, url, name);
    const me = whoAmIRoute.answer.body.parse(
      await (await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).json(),
    );
    expect(me).toMatchObject({ subject, name, kind: 'person', department: { id: department }, roles });
    expect(faults).toEqual([]);
  });

  test('a person picked from the list stays signed in, and signs out', async () => {
    const { page, faults } = await browser.visit(390);
    const verifier = newVerifier();
    await page.goto(authorizationAddress(url, verifier));
    expect(await page.getByRole('button').count()).toBe(localPeople.length);
    await picture(page, 'sign-in-390');
    await page.getByRole('button', { name: '刘洋' }).click();
    await page.waitForURL(`${url}/start?**`);
    expect(await tokenFor(page, url, verifier)).not.toBe('');

    await page.goto(authorizationAddress(url, newVerifier()));
    expect(page.url()).toContain(`${url}/start?`);

    await page.goto(`${url}/oidc/session/end`);
    await picture(page, 'sign-out-390');
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    expect(await page.getByRole('heading').textContent()).toBe('已退出登录');
    await page.goto(authorizationAddress(url, newVerifier()));
    expect(await page.getByRole('heading').textContent()).toBe('选择登录人员');
    expect(faults).toEqual([]);
  });

  const faulty: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['an address to return to that nobody registered', { redirect_uri: 'http://127.0.0.1:9/signed-in' }, '回调地址'],
    ['a client that nobody knows', { client_id: 'nobody' }, '没有这个客户端'],
  ];
  test.each(faulty)('%s: a Chinese page, no redirect', async (_, changed, sentence) => {
    const { page, faults } = await browser.visit();
    const answer = await page.goto(authorizationAddress(url, newVerifier(), changed));
    expect(answer?.status()).toBe(400);
    expect(await page.getByRole('heading').textContent()).toBe('无法登录');
    const text = await page.innerText('body');
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/\bat .+:\d+:\d+/);
    await picture(page, `sign-in-refused-${Object.keys(changed).join('')}`);
    expect(faults).toEqual([]);
  });

  test('a request without a code challenge is refused, and nobody is signed in', async () => {
    const { page } = await browser.visit();
    await page.goto(authorizationAddress(url, newVerifier(), { code_challenge: '', code_challenge_method: '' }));
    const back = new URL(page.url()).searchParams;
    expect([back.get('error'), back.has('code')]).toEqual(['invalid_request', false]);
  });

  test('a sign-in page says that it has expired after an hour', async () => {
    const { page } = await browser.visit();
    const answer = await page.goto(`${url}/oidc/sign-in/long-gone`);
    expect(answer?.status()).toBe(400);
    expect(await page.getByRole('heading').textContent()).toBe('登录已过期');
  });
});
