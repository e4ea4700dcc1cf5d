import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  departmentServiceDeclaration,
  departmentServiceSecret,
} from '../../../infra/local/demo-department/department-service-declaration.ts';
import { DemoDepartment, demoDepartmentFile } from '../../../infra/local/demo-department/open-department.ts';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { serviceControl } from '../../../infra/tools/demo/channels/run-service.ts';
import { registerSourceRoute, setSourceSecretRoute } from '../../../schemas/collection/sources/routes.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const params = { dataset: 'elderly-cards', channel: 'interface' } as const;
const address = `${url}/sources/${params.dataset}/${params.channel}`;
const faultyCard = '411100000000777';

const readService = (): string =>
  DemoDepartment.parse(JSON.parse(readFileSync(demoDepartmentFile(inject('stateDir')), 'utf8'))).service.url;

async function openTab(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('navigation', { name: '本页内容' }).getByRole('link', { name }).click();
}

/** Chooses one of the operations and gives the reason. */
async function operate(page: Page, verb: string): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由（会记入办理经过）').fill('演练');
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe.skipIf(chromium === null)('a department’s service, from its test to its repair (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let department: ReturnType<typeof serviceControl>;

  beforeAll(async () => {
    browser = await openBrowser();
    const service = readService();
    department = serviceControl(service);
    await department.behave(null);
    await department.putCard(faultyCard, '漯河市民政局', '2999-01-01');
    const { api } = openApiUser(url, 'civil-affairs-system');
    await api.call(registerSourceRoute, {
      params,
      body: { declaration: departmentServiceDeclaration(service), timetable: { times: '0 4 * * *' } },
    });
    await api.call(setSourceSecretRoute, { params, body: { secret: departmentServiceSecret } });
  });
  afterAll(() => browser.close());

  test('the provider sees what is registered, and tests it against the catalogue', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/sources`, '赵敏');
    await page.getByText('登记内容还没有测试。').first().waitFor();
    await expectSoundPage(visit, 'sources-provider');
    // Others of the department may be registered, too.
    await page.getByRole('table', { name: '数据源' }).getByRole('link', { name: '养老信息' }).click();
    await openTab(page, '与目录的对应');
    await page.getByRole('button', { name: '测试调用' }).click();
    await page.getByText('测试成功', { exact: true }).waitFor();
    await page.getByRole('table', { name: '与目录信息项的对应' }).getByText('已对应').first().waitFor();
    await expectSoundPage(visit, 'source-test');
    expect(await page.getByRole('button', { name: '确认' }).count()).toBe(0);
    expect(visit.faults).toEqual([]);
  });

  test('the provider hands the papers to the programmer', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${address}?tab=papers`, '赵敏');
    const sheet = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载对接单' }).click();
    expect(readFileSync(await (await sheet).path(), 'utf8')).toContain(params.dataset);
    await expectSoundPage(visit, 'source-papers');
    await page.goto(`${url}/sources/${params.dataset}/database`);
    await page.getByText('还没有登记', { exact: true }).waitFor();
    for (const [button, content] of [
      ['下载建表脚本', 'CREATE TABLE'],
      ['下载账号授权脚本', 'GRANT'],
    ] as const) {
      const script = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      expect(readFileSync(await (await script).path(), 'utf8')).toContain(content);
    }
    await expectSoundPage(visit, 'source-unregistered');
    // Chromium reports the refused read of what is not registered.
    expect(visit.faults.filter((fault) => !fault.includes('404 (Not Found)'))).toEqual([]);
  });

  test('the centre confirms it with both receipts, and its first run is seen', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/sources`, '刘洋');
    await page.getByText('测试成功，等待信息中心确认。').waitFor();
    await expectSoundPage(visit, 'sources-centre');
    await page.goto(address);
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await page.getByRole('dialog').getByText('各得一份回执').waitFor();
    await expectSoundPage(visit, 'source-confirm');
    await page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
    await page.getByRole('dialog').getByText('给提供部门').waitFor();
    await page.getByRole('dialog').getByText('给信息中心').waitFor();
    await expectSoundPage(visit, 'source-receipts');
    await page.getByRole('button', { name: '看运行状况' }).click();
    await page.getByText('另有 1 条退回行待改正').waitFor();
    await expectSoundPage(visit, 'source-overview');
    await openTab(page, '读取记录');
    await page.getByRole('table', { name: '读取记录' }).getByText('已公开').first().waitFor();
    await expectSoundPage(visit, 'source-runs');
    expect(visit.faults).toEqual([]);
  });

  test('the provider mends the rejected row, and it is accepted', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${address}?tab=rejected`, '赵敏');
    await page.getByRole('button', { name: '查看并改正' }).click();
    const faulty = page.getByLabel(/（请改正）/);
    await faulty.waitFor();
    await expectSoundPage(visit, 'source-repair');
    await faulty.fill('2020-11-30');
    await page.getByLabel('理由（会记入办理经过）').fill('发证日期写错');
    await page.getByRole('button', { name: '改正并重放' }).click();
    await page.getByText('已送去重新检查。').waitFor();
    await page.getByText('没有待处理的退回行').waitFor();
    await expectSoundPage(visit, 'source-repaired');
    expect(visit.faults).toEqual([]);
  });

  test('a failing source is the first on the wall, and the centre pauses and resumes it', async () => {
    await department.behave('http-500');
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, address, '孙丽');
    await operate(page, '立即读取');
    await page.getByText(/连续失败 \d+ 次/).waitFor();
    await page.goto(`${url}/sources`);
    await page.getByRole('main').getByRole('listitem').first().getByText('有故障').waitFor();
    await expectSoundPage(visit, 'sources-failing');
    await page.goto(address);
    await operate(page, '暂停');
    await page.getByText('已暂停，不再自动读取').waitFor();
    await department.behave(null);
    // Mended at the source, too: the repair alone is undone by each new reading.
    await department.putCard(faultyCard, '漯河市民政局');
    await operate(page, '恢复');
    await operate(page, '立即读取');
    await page.getByText('运行正常').waitFor();
    await openTab(page, '办理经过');
    // The button says it, too.
    await page
      .getByRole('main')
      .locator('b', { hasText: /^暂停$/ })
      .waitFor();
    await expectSoundPage(visit, 'source-history');
    expect(visit.faults).toEqual([]);
  });

  test.each([
    ['陈静', '您的账号不使用这个页面'],
    ['王芳', '没有登记数据源'],
  ])('%s sees nothing of another department’s source', async (name, sentence) => {
    const visit = await browser.visit();
    await signInAt(visit.page, address, name);
    await visit.page.getByText(sentence).first().waitFor();
    expect(await visit.page.getByRole('navigation', { name: '主菜单' }).getByText('数据源').count()).toBe(
      name === '陈静' ? 0 : 1,
    );
  });
});
