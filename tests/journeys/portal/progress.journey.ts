import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { readProgressRoute } from '../../../schemas/departments/routes.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { handIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'birth-certificates';

describe.skipIf(chromium === null)('the progress of the city (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  const office = openApiUser(url, 'reform-office-system');

  const visitAs = async (who: string, path: string): Promise<Visit> => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, who);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  };

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('the supervising office goes from a batch to a department and its datasets, each by an address', async () => {
    const before = await office.api.call(readProgressRoute, {});
    const visit = await visitAs('周凯', '/');
    const { page } = visit;
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '进展' }).click();
    const first = page.getByRole('region', { name: '第一批' });
    await first.getByText(/2020年12月5日前完成挂接，已超期 \d+ 天/).waitFor();
    const batch = before.batches.find((one) => one.batch === 1);
    if (batch === undefined) throw new Error('no first batch');
    await first.getByText(`${batch.datasets.total} 项信息资源中已挂接`).waitFor();
    await page
      .getByRole('region', { name: '电子证照' })
      .getByText(/131 类证照中/)
      .waitFor();
    await expectSoundPage(visit, 'progress');

    await first.getByRole('link', { name: '查看第一批的部门' }).click();
    expect(new URL(page.url()).search).toBe('?batch=1');
    const table = page.getByRole('table', { name: '第一批的部门' });
    await table.getByRole('link').first().waitFor();
    expect(await table.getByRole('link').count()).toBe(batch.departments.length);
    await expectSoundPage(visit, 'progress-batch');

    await table.getByRole('link', { name: '市卫生健康委员会' }).click();
    expect(new URL(page.url()).search).toBe('?department=health-commission');
    await expectSoundPage(visit, 'progress-department');
    const health = batch.departments.find(({ department }) => department === 'health-commission');
    const unlinked = `${health?.datasets.unlinked ?? -1} 项`;
    await page
      .getByRole('table', { name: '信息资源的挂接' })
      .getByRole('row', { name: /未挂接/ })
      .getByRole('link', { name: unlinked })
      .click();
    await page.getByRole('heading', { level: 1, name: '信息资源' }).waitFor();
    expect(new URL(page.url()).search).toBe('?department=health-commission&state=unlinked');
    expect(visit.faults).toEqual([]);
  });

  test('data that arrives is on trial, and linked when the centre has confirmed it', async () => {
    const countsOf = async () => {
      const { batches } = await office.api.call(readProgressRoute, {});
      const all = batches.flatMap(({ departments }) => departments);
      return all.find(({ department }) => department === 'health-commission')?.datasets;
    };
    const before = await countsOf();
    if (before === undefined) throw new Error('no department');
    await handIn({ url, dataset, rows: 5 });
    const { linked, onTrial, unlinked } = before;
    expect(await countsOf()).toMatchObject({ linked, onTrial: onTrial + 1, unlinked: unlinked - 1 });
    await openApiUser(url, 'information-center-system').api.call(confirmLinkRoute, {
      params: { dataset },
      body: { channel: 'excel', comment: '核对无误。' },
    });
    expect(await countsOf()).toMatchObject({ linked: linked + 1, onTrial, unlinked: unlinked - 1 });
    const visit = await visitAs('刘洋', '/progress?department=health-commission');
    await visit.page
      .getByRole('row', { name: /已挂接/ })
      .getByRole('link', { name: `${linked + 1} 项` })
      .waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('nobody else has the entry, the page or the numbers', async () => {
    for (const who of ['陈静', '王芳']) {
      const { page } = await visitAs(who, '/progress');
      await page.getByRole('heading', { level: 1, name: '您的账号不使用这个页面' }).waitFor();
      expect(await page.getByRole('link', { name: '进展' }).count()).toBe(0);
    }
  });
});
