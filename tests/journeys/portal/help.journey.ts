import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { walks } from '../../../portal/src/frame/help/walks/walks.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');

/** Pictures that have arrived, in the size that the journeys write. */
const shownPictures =
  "[...document.querySelectorAll('.walk img')].filter((one) => one.complete && one.naturalWidth === 1024).length";

describe.skipIf(chromium === null)('the help step by step (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('each page leads to its step, each walk shows its pictures', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/deliveries`, '王芳');
    await page.getByRole('link', { name: '本页的帮助' }).click();
    await page.getByRole('heading', { level: 1, name: '用 Excel 报送' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#receipt');
    // A page of the help leads to no other help.
    expect(await page.getByRole('link', { name: '本页的帮助' }).count()).toBe(0);
    await page.goto(`${url}/help`);
    for (const { title, steps } of walks) {
      await page.getByRole('link', { name: title }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      const wanted = steps.filter(({ picture }) => picture !== undefined).length;
      await expect.poll(() => page.evaluate<number>(shownPictures)).toBe(wanted);
      await page.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: '帮助' }).click();
      await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
    }
    await expectSoundPage(visit, 'help-walks');
    await page.goto(`${url}/help/database`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectSoundPage(visit, 'help-database');
    await page.goto(`${url}/help/nothing`);
    await page.getByText('没有这一篇帮助').first().waitFor();
    expect(visit.faults).toEqual([]);
  });
});
