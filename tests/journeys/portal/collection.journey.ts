import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { handIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const dataset = 'vehicles';

describe.skipIf(chromium === null)('datasets, deliveries and decisions in the portal (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let faulty: Delivery;
  let shrinking: Delivery;
  beforeAll(async () => {
    browser = await openBrowser();
    faulty = await handIn({ url, dataset, rows: 40, faults: [{ row: 3, field: 'vin', value: 'LSVAA4187C2000001I' }] });
    shrinking = await handIn({ url, dataset, rows: 10 });
  });
  afterAll(() => browser.close());

  const visitAs = async (name: string, path: string): Promise<Visit> => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, name);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  };

  const pages: readonly (readonly [name: string, who: string, path: string, heading: RegExp])[] = [
    ['datasets', '王芳', '/datasets', /^信息资源$/],
    ['datasets-unlinked', '王芳', '/datasets?state=unlinked', /^信息资源$/],
    ['datasets-found', '陈静', '/datasets?q=sfz', /^信息资源$/],
    ['dataset', '王芳', `/datasets/${dataset}`, /车辆/],
    ['dataset-fields', '王芳', `/datasets/${dataset}?tab=fields`, /车辆/],
    ['dataset-deliveries', '王芳', `/datasets/${dataset}?tab=deliveries`, /车辆/],
    ['dataset-sources', '王芳', `/datasets/${dataset}?tab=sources`, /车辆/],
    ['dataset-versions', '王芳', `/datasets/${dataset}?tab=versions`, /车辆/],
    ['dataset-history', '王芳', `/datasets/${dataset}?tab=history`, /车辆/],
    ['deliveries', '王芳', '/deliveries', /^报送$/],
    ['deliveries-none', '王芳', '/deliveries?status=failed&from=2020-01-01&to=2020-01-02', /^报送$/],
    ['deliveries-of-the-city', '周凯', '/deliveries', /^报送$/],
    ['deliveries-not-for-consumers', '陈静', '/deliveries', /您的账号不使用这个页面/],
    ['sources', '刘洋', '/sources', /^数据源$/],
    ['search', '陈静', '/search?q=sfz', /搜索/],
    ['search-nothing', '陈静', '/search?q=飞碟', /搜索/],
    ['reviews', '刘洋', '/reviews', /^待办审核$/],
    ['reviews-publish', '刘洋', '/reviews?kind=drafts-to-publish', /^待办审核$/],
    ['reviews-links', '刘洋', '/reviews?kind=links-to-confirm', /^待办审核$/],
    ['reviews-sources', '刘洋', '/reviews?kind=sources-to-confirm', /^待办审核$/],
  ];
  test.each(pages)('%s, seen by %s', async (name, who, path, heading) => {
    const visit = await visitAs(who, path);
    await visit.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expectSoundPage(visit, name);
    expect(visit.faults).toEqual([]);
  });

  test("an unknown dataset gets the platform's own sentence and the request id", async () => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}/datasets/no-such-dataset`, '王芳');
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.page.getByRole('alert').textContent()).toMatch(/没有这个信息资源.*请求编号/s);
    await expectSoundPage(visit, 'dataset-unknown');
  });

  test('a delivery shows where its rows went, what is wrong and where, and hands out the annotated workbook', async () => {
    const visit = await visitAs('王芳', `/deliveries/${faulty.id}`);
    const { page } = visit;
    expect((await page.locator('.sum').textContent())?.replaceAll(/\s/g, '')).toBe('读取40行=新增39+变更0+未变0+退回1');
    await page.getByRole('button', { name: '展开逐条问题' }).click();
    await page.getByRole('table', { name: '逐条问题' }).waitFor();
    await expectSoundPage(visit, 'delivery');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载退回的行' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    expect(visit.faults).toEqual([]);
  });

  test('a template is one click away', async () => {
    const { page, faults } = await visitAs('王芳', `/datasets/${dataset}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载模板' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/车辆.*\.xlsx$/);
    expect(faults).toEqual([]);
  });

  test('a second person approves by keyboard what would remove too much, from their work on', async () => {
    expect(shrinking.status).toBe('awaiting-approval');
    const visit = await visitAs('李强', '/');
    const { page } = visit;
    await page.getByRole('region', { name: '等待他人放行的报送' }).waitFor();
    await expectSoundPage(visit, 'work-to-approve');
    await page.getByRole('region', { name: '等待他人放行的报送' }).getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '放行报送' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '放行报送' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/减少 \d+ 条记录/);
    await expectSoundPage(visit, 'delivery-approve');
    await page.getByLabel(/理由/).focus();
    await page.keyboard.type('车辆已过户，核对无误。');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('已公开', { exact: true }).first().waitFor();
    await expectSoundPage(visit, 'delivery-approved');
    expect(visit.faults).toEqual([]);
  });

  test('the centre confirms the link, and the department sees it', async () => {
    const visit = await visitAs('刘洋', '/reviews?kind=links-to-confirm');
    const { page } = visit;
    // The first page names three of them only.
    await page.getByRole('main').getByRole('link', { name: '车辆信息' }).click();
    await page.getByRole('button', { name: '验收挂接' }).click();
    const dialog = page.getByRole('dialog', { name: '验收挂接' });
    await dialog.waitFor();
    await expectSoundPage(visit, 'reviews-confirm-link');
    await page.setViewportSize({ width: 1280, height: 900 });
    await dialog.getByRole('button', { name: '验收', exact: true }).click();
    await page.getByRole('heading', { name: /信息中心回执/ }).waitFor();
    expect(visit.faults).toEqual([]);

    const officer = await visitAs('王芳', `/datasets/${dataset}`);
    await officer.page.getByText(/已挂接，自/).waitFor();
    await officer.page.getByRole('link', { name: '经过', exact: true }).click();
    const history = officer.page.getByRole('listitem');
    await history
      .filter({ hasText: '电子表格挂接经信息中心确认' })
      .filter({ hasText: /刘洋（.+）/ })
      .waitFor();
    await history.filter({ hasText: '电子表格第一次入库，开始试运行' }).waitFor();
    await history.filter({ hasText: '目录第 1 版系统初始化' }).waitFor();
    expect(officer.faults).toEqual([]);
  });
});
