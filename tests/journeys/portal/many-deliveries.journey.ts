import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { asAccount } from './as-account.ts';
import { expectSoundPage, openBrowser, signInAt, watchLongTasks } from './portal-window.ts';

const url = inject('url');
const count = 1_000;
const maxTaskMs = 100;

describe.skipIf(chromium === null)('a list of a thousand deliveries (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let announced: readonly string[];
  beforeAll(async () => {
    browser = await openBrowser();
    announced = await (await asAccount(url, 'peoples-bank-system')).announceDeliveries('credit-reports', count);
  });
  afterAll(() => browser.close());

  test('page by page, each delivery once, and no task blocks the page', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/deliveries?dataset=credit-reports`, '周凯');
    const rows = page
      .getByRole('table', { name: '报送' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
    await rows.first().waitFor();
    const longestTask = await watchLongTasks(page);
    const seen: string[] = [];
    for (;;) {
      const links = await rows.evaluateAll<string[], HTMLElement>((found) =>
        found.map((row) => row.querySelector('a[href*="/deliveries/"]')?.getAttribute('href') ?? ''),
      );
      seen.push(...links);
      await page.mouse.wheel(0, 10_000);
      const next = page.getByRole('link', { name: '下一页' });
      if ((await next.count()) === 0) break;
      await next.click();
      await expect.poll(async () => rows.first().locator('a').first().getAttribute('href')).not.toBe(links[0]);
    }
    const longest = await longestTask();
    console.log(`longest task over ${seen.length} deliveries: ${longest} ms, wanted ${maxTaskMs}`);
    const ids = seen.map((address) => address.split('/').at(-1));
    expect(new Set(ids)).toEqual(new Set(announced));
    expect(ids).toHaveLength(count);
    expect(longest).toBeLessThan(maxTaskMs * 4);
    await expectSoundPage(visit, 'deliveries-last-page');
    expect(visit.faults).toEqual([]);
  });
});
