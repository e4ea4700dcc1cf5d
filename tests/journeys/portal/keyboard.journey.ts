import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seedDatasets } from '../../../infra/seeds/index.ts';
import { chromium } from '../chromium.ts';
import { homesWorkbook } from './homes-workbook.ts';
import { keyboardOf } from './keyboard.ts';
import { openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const [sourceDataset, newDataset] = ['foundation-name-changes', 'elderly-canteens'];

const fields = seedDatasets().find((one) => one.dataset === sourceDataset)?.content.fields ?? [];

describe.skipIf(chromium === null)('by keyboard alone (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('pairs of a service’s address are added, filled and removed, and the focus stays with them', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/sources/${sourceDataset}/interface/register`, '赵敏');
    await page.getByRole('heading', { level: 2, name: '地址', exact: true }).waitFor();
    const keyboard = keyboardOf(page);
    await keyboard.type('接口名称', '名称变更查询接口');
    await keyboard.activate('添加查询参数');
    expect(await keyboard.nameOfFocused()).toBe('第 1 个查询参数的名称');
    await page.keyboard.type('page');
    await keyboard.type('第 1 个查询参数的值', '{{page}}');
    await keyboard.activate('添加查询参数');
    await page.keyboard.type('size');
    await keyboard.tabTo('删去第 1 个查询参数', 'Shift+Tab');
    await keyboard.press('Enter');
    expect(await page.getByLabel('第 1 个查询参数的名称').inputValue()).toBe('size');
    expect(await keyboard.nameOfFocused()).toContain('查询参数');

    await keyboard.type('接口地址', 'https://127.0.0.1/names');
    await keyboard.activate('下一步：认证');
    await keyboard.lands('认证');
    await keyboard.choose('认证方式', '账号和密码');
    await keyboard.activate('下一步：应答和翻页');
    await keyboard.lands('应答和翻页');
    await keyboard.type('数据列表的路径', 'data.list');
    await keyboard.choose('翻页方式', '不翻页');
    await keyboard.activate('下一步：信息项对应');
    await keyboard.lands('信息项对应');
    for (const { label } of fields) await keyboard.type(`${label}取自`, 'value');
    await keyboard.activate('下一步：时间表');
    await keyboard.lands('时间表');
    await keyboard.activate('下一步：核对并登记');
    await keyboard.lands('核对并登记');
    await keyboard.activate('登记数据源');
    await page.getByText('还没有登记', { exact: true }).first().waitFor();
    expect(visit.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  test('a programmer registers a front-end table in four steps', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/sources/${sourceDataset}/database/register`, '赵敏');
    await page.getByRole('heading', { level: 2, name: '数据库', exact: true }).waitFor();
    const keyboard = keyboardOf(page);
    await keyboard.type('服务器地址', '127.0.0.1');
    await keyboard.type('端口', '5432');
    await keyboard.tabTo('传输加密');
    await keyboard.press('ArrowDown');
    expect(await page.getByLabel('传输加密').inputValue()).toBe('off');
    await keyboard.activate('下一步：表');
    await expect.poll(keyboard.nameOfFocused).toBe('表');
    await keyboard.type('表名（选填）', 'name_changes');
    await keyboard.press('Enter');
    await expect.poll(keyboard.nameOfFocused).toBe('时间表');
    await keyboard.activate('下一步：核对并登记');
    await expect.poll(keyboard.nameOfFocused).toBe('核对并登记');
    await keyboard.activate('登记数据源');
    await page.getByText('还没有登记', { exact: true }).first().waitFor();
    await keyboard.type('数据库账号', 'civil_affairs_guiji');
    await keyboard.type('密码', 'not-a-password-of-anybody');
    await keyboard.press('Enter');
    await page.getByText(/^已登记数据库账号、密码/).waitFor();
    await keyboard.tabTo('去测试');
    expect(visit.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  test('a compiler proposes a new entry from a workbook, and submits it', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/datasets`, '赵敏');
    const keyboard = keyboardOf(page);
    await page.getByRole('link', { name: '新建信息资源' }).waitFor();
    await keyboard.activate('新建信息资源');
    await page.getByRole('heading', { level: 1, name: '新建信息资源' }).waitFor();
    await keyboard.type('信息资源名称', '老年助餐点');
    await keyboard.type('信息资源标识', newDataset);
    await keyboard.type('摘要', '全市老年助餐点的许可和联系人，每个助餐点一条。');
    await keyboard.type('共享条件', '按职责申请。');
    // Listened for before the key: the browser tells of a dialog only once it was asked to.
    const dialog = page.waitForEvent('filechooser');
    await keyboard.activate('选择现有工作簿，或拖到这里');
    const chooser = await dialog;
    await chooser.setFiles({
      name: '助餐点.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await homesWorkbook(),
    });
    await page.getByRole('table', { name: '建议的信息项' }).waitFor();
    await keyboard.tabTo('采用 H 列');
    await keyboard.press('Space');
    await keyboard.activate('采用选中的 6 项');
    await page.getByText('已采用 6 项建议').waitFor();
    await keyboard.type('第 6 项的名称', '主要负责人');
    await keyboard.activate('建立草稿');
    await page.getByRole('heading', { level: 1, name: /^编制：老年助餐点/ }).waitFor();
    await keyboard.activate('提交审核');
    await page.getByText('已送交信息中心审核').waitFor();
    expect(visit.faults).toEqual([]);
  });
});
