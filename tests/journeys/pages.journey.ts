import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../schemas/routes.ts';
import { openBrowser, measureOverflow, picture } from './browser.ts';
import { chromium } from './chromium.ts';

const url = inject('url');

describe.skipIf(chromium === null)('the pages that are there for everyone (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  describe.each([1280, 390])('%i pixels wide', (width) => {
    test('the landing page is Chinese, and all its links work', async () => {
      const { page, faults } = await browser.visit(width);
      await page.goto(`${url}/start`);
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('本机系统');
      const links = await page.getByRole('link').evaluateAll((found) => found.map(String));
      expect(links.length).toBeGreaterThan(2);
      for (const link of links) expect([link, (await page.request.get(link)).status()]).toEqual([link, 200]);
      expect(await measureOverflow(page)).toBe(0);
      await page.getByText(/全部 \d+ 个系统账号/).click();
      expect(await page.getByRole('cell', { name: 'public-security-system', exact: true }).isVisible()).toBe(true);
      await picture(page, `start-${width}`, true);
      expect(faults).toEqual([]);
    });

    test('the API reference links from its contents to each route and its refusals', async () => {
      const { page, faults } = await browser.visit(width);
      await page.goto(`${url}/api/v1/docs`);
      await picture(page, `interface-${width}`);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('归集平台接口');
      expect(await page.getByRole('heading', { level: 3 }).count()).toBeGreaterThan(routes.length);
      expect(await measureOverflow(page)).toBe(0);

      await page.getByRole('navigation').getByRole('link', { name: '登记一次报送' }).click();
      const article = page.locator('#createDelivery');
      expect(await article.getByRole('heading').first().textContent()).toContain(
        '/api/v1/datasets/{dataset}/deliveries',
      );
      const refusal = article.getByRole('cell', { name: 'file-too-large', exact: true });
      expect(await refusal.isVisible()).toBe(false);
      await article.getByText(/可能的提示/).click();
      expect(await refusal.isVisible()).toBe(true);
      await refusal.scrollIntoViewIfNeeded();
      await picture(page, `refusals-${width}`);
      expect(faults).toEqual([]);
    });
  });

  test('an unknown address of the identity service gets a page with a link to the portal', async () => {
    const { page, faults } = await browser.visit();
    for (const path of ['/oidc/nothing']) {
      expect([path, (await page.goto(`${url}${path}`))?.status()]).toEqual([path, 404]);
      expect(await page.getByRole('heading').textContent()).toBe('没有这个页面');
    }
    await page.getByRole('link', { name: '首页' }).click();
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('归集');
    expect(faults).toEqual([]);
  });
});
