import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');

/** Chromium calls a refusal of the API that the page shows a failed resource. */
const unexpected = (faults: readonly string[]) =>
  faults.filter((fault) => !/status of (403|409|422) .*\/api\/v1\//.test(fault));

describe.skipIf(chromium === null)('the information centre keeps the settings in order (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('every part is one click from 管理, by its own address', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/admin`, '刘洋');
    await page.getByRole('heading', { level: 1, name: '管理' }).waitFor();
    await expectSoundPage(visit, 'admin');
    const parts = [
      ['代码表', 'code-lists', page.getByRole('link', { name: '性别' }).first()],
      ['处理队列', 'queues', page.getByText('没有无法处理的消息。')],
      ['按账号的证照授权', 'grants', page.getByText('没有按账号给出的证照授权')],
    ] as const;
    for (const [name, part, shown] of parts) {
      await page.getByRole('link', { name, exact: true }).click();
      await shown.waitFor();
      expect(new URL(page.url()).pathname).toBe(`/admin/${part}`);
      await expectSoundPage(visit, `admin-${part}`);
      await page.goBack();
    }
    await page.getByRole('link', { name: '节假日', exact: true }).click();
    await page.getByRole('link', { name: '2026 年', exact: true }).waitFor();
    await expectSoundPage(visit, 'admin-holidays');
    await page.goto(`${url}/admin/code-lists`);
    await page.getByRole('link', { name: '性别' }).first().click();
    await page.getByText('男', { exact: true }).first().waitFor();
    await expectSoundPage(visit, 'admin-code-list');
    expect(visit.faults).toEqual([]);
  });

  test('a missing year of holidays is said, entered from the notice, and corrected', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/admin/holidays?year=2026`, '刘洋');
    await page.getByText('10月1日（周四）至10月7日（周三），7 天').waitFor();
    await expectSoundPage(visit, 'admin-holidays-year');
    const year = 2098;
    await page.goto(`${url}/admin/holidays?year=${year}`);
    await page.getByText(`${year} 年的节假日安排尚未录入`).waitFor();
    await page.getByRole('button', { name: `录入 ${year} 年` }).click();
    const off = async (from: string, to = '') => {
      await page.getByLabel('放假第一天').fill(from);
      await page.getByLabel('放假最后一天').fill(to);
      await page.getByRole('button', { name: '加入假期' }).click();
    };
    await off(`${year}-01-01`, `${year}-01-03`);
    await off(`${year}-05-01`);
    await page.getByLabel('上班的日子').fill(`${year}-01-06`);
    await page.getByRole('button', { name: '加入上班日' }).click();
    await page.getByText('1月6日（周一）不是周六或周日，本来就上班。').waitFor();
    await page.getByLabel('上班的日子').fill(`${year}-01-04`);
    await page.getByRole('button', { name: '加入上班日' }).click();
    await page.getByLabel('理由').fill('按通知录入。');
    await page.reload();
    await page.getByRole('button', { name: '移除1月4日（周六）' }).waitFor();
    await page.getByRole('button', { name: '保存节假日' }).click();
    await page.getByText('其中有 1 天没有列入').waitFor();
    await expectSoundPage(visit, 'admin-holidays-form');
    await page.getByLabel('放假第一天').fill(`${year}-10-01`);
    await page.getByRole('button', { name: '保存节假日' }).click();
    await page.getByText('上面还有选了没有加入的日期').waitFor();
    await off(`${year}-10-01`, `${year}-10-07`);
    await page.getByRole('button', { name: '保存节假日' }).click();
    await page.getByRole('button', { name: '修改节假日' }).waitFor();
    await page.getByText('刘洋，').waitFor();

    await page.getByRole('button', { name: '修改节假日' }).click();
    await page.getByRole('button', { name: '移除1月4日（周六）' }).click();
    await page.getByLabel('理由').fill('通知没有这一天。');
    await page.getByRole('button', { name: '保存节假日' }).click();
    await page.getByRole('button', { name: '修改节假日' }).waitFor();
    await page.getByText('没有', { exact: true }).waitFor();
    expect(unexpected(visit.faults)).toEqual([]);
  });

  test('a department is registered with a reason; an id in use is refused in the words of the API', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/admin/departments`, '刘洋');
    await page.getByRole('link', { name: '市公安局', exact: true }).waitFor();
    await expectSoundPage(visit, 'admin-departments');
    await page.getByLabel('类别').selectOption('county');
    await page.getByRole('link', { name: '舞阳县人民政府' }).waitFor();
    expect(await page.getByRole('link', { name: '市公安局', exact: true }).count()).toBe(0);
    await page.getByLabel('类别').selectOption('zone');
    await page.getByRole('link', { name: '西城区管委会' }).waitFor();
    await expectSoundPage(visit, 'admin-zones');
    await page.getByRole('link', { name: '登记部门' }).click();
    await page.getByLabel('编号').fill('public-security');
    await page.getByLabel('名称').fill('市测试应急局');
    await page.getByLabel('批次（选填）').selectOption('3');
    await page.getByLabel('理由').fill('机构改革后新设。');
    await page.getByRole('button', { name: '登记部门' }).click();
    await page.getByText('编号 public-security 已用于另一个部门。').waitFor();
    await expectSoundPage(visit, 'admin-department-form');
    await page.getByLabel('编号').fill('emergency-test');
    await page.getByRole('button', { name: '登记部门' }).click();
    await page.getByRole('heading', { level: 1, name: '部门', exact: true }).waitFor();
    await page.goto(`${url}/admin/departments?edit=emergency-test`);
    await page.getByRole('heading', { level: 1, name: '市测试应急局' }).waitFor();
    expect(await page.getByLabel('批次（选填）').inputValue()).toBe('3');
    expect(unexpected(visit.faults)).toEqual([]);
  });

  test('an account is registered, adjusted, deactivated and reactivated; nobody deactivates their own', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/admin/accounts?department=information-center`, '刘洋');
    await page.getByRole('button', { name: '停用刘洋' }).waitFor();
    await expectSoundPage(visit, 'admin-accounts');
    await page.getByRole('button', { name: '停用刘洋' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('调离本单位。');
    await dialog.getByRole('button', { name: '先不停用' }).click();
    await page.getByRole('button', { name: '停用孙丽' }).click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('');
    await dialog.getByRole('button', { name: '先不停用' }).click();
    await page.getByRole('button', { name: '停用刘洋' }).click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('调离本单位。');
    await dialog.getByRole('button', { name: '停用', exact: true }).click();
    await dialog.getByText('您不能停用自己的账号').waitFor();
    await expectSoundPage(visit, 'admin-account-own');
    await dialog.getByRole('button', { name: '先不停用' }).click();

    await page.getByRole('button', { name: '登记账号' }).click();
    await page.getByLabel('类别').selectOption('system');
    await page.getByLabel('客户端编号').fill('archive-program');
    await page.getByLabel('名称').fill('归档程序');
    await page.getByLabel('部门', { exact: true }).selectOption('information-center');
    await page.getByLabel('负责人（选填）').selectOption('sun-li');
    await page.getByLabel('理由').fill('新增归档程序。');
    await expectSoundPage(visit, 'admin-account-form');
    await page.getByRole('button', { name: '登记账号' }).click();
    await page.getByText('“归档程序”已登记').waitFor();

    await page.getByRole('button', { name: '调整归档程序' }).click();
    await page.getByLabel('督查部门').check();
    await page.getByLabel('理由').fill('同时读取督查报表。');
    await page.getByRole('button', { name: '调整账号' }).click();
    await page.getByText('“归档程序”已调整').waitFor();
    await page.getByText('提供部门、督查部门').waitFor();

    for (const [verb, state] of [
      ['停用', '已停用'],
      ['恢复', '已恢复使用'],
    ] as const) {
      await page.getByRole('button', { name: `${verb}归档程序` }).click();
      await dialog.getByRole('textbox').fill('按计划办理。');
      await dialog.getByRole('button', { name: verb, exact: true }).click();
      await page.getByText(`“归档程序”${state}`).waitFor();
    }
    expect(page.url()).not.toContain('archive-program');
    expect(unexpected(visit.faults)).toEqual([]);
  });
});
