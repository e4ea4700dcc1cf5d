import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../infra/local/local-stack.ts';
import { citySteps } from '../../../infra/tools/demo/city/city-steps.ts';
import { fillCity } from '../../../infra/tools/demo/city/fill-city.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

describe.skipIf(chromium === null)('a demo in the browser (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let folder: string;
  let stack: LocalStack;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-demo-journey-'));
    await chmod(folder, 0o711);
    const stateDir = join(folder, 'state');
    stack = await startLocalStack({ port: 0, stateDir, demo: true });
    const { url, clock } = stack;
    await fillCity({ url, stateDir, clock, say: () => undefined, steps: citySteps.slice(0, 2) });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('the supervising office looks at a day in December, and comes back to today', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${stack.url}/progress`, '周凯');
    const strip = page.getByRole('complementary', { name: '演示' });
    const first = page.getByRole('region', { name: '第一批' });
    await first.getByText(/2020年12月5日前完成挂接，还有 15 天/).waitFor();
    await expectSoundPage(visit, 'demo-today');
    await strip.getByLabel('查看日期').selectOption('2020-12-06');
    await first.getByText(/2020年12月5日前完成挂接，已超期 1 天/).waitFor();
    await strip.getByText('待办、期限和进展按这一天计算，办理仍按今天。').waitFor();
    await expectSoundPage(visit, 'demo-viewed-day');
    await page.reload();
    await first.getByText(/已超期 1 天/).waitFor();
    await strip.getByLabel('查看日期').selectOption({ label: '2020年11月20日（今天）' });
    await first.getByText(/还有 15 天/).waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('an officer sees this year’s moments without the year, and what will be late', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${stack.url}/datasets/household-register?tab=deliveries`, '王芳');
    await page
      .getByText(/^11月20日 09:\d\d$/)
      .first()
      .waitFor();
    await page.goto(stack.url);
    await page.getByLabel('查看日期').selectOption('2020-12-15');
    await page.getByText('更新周期是每日，应在2020年11月21日以前更新，已超期 24 天。').first().waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('a system without a demo offers no other day', async () => {
    const visit = await browser.visit();
    await signInAt(visit.page, inject('url'), '王芳');
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await visit.page.getByLabel('查看日期').count()).toBe(0);
    expect(visit.faults).toEqual([]);
  });
});
