import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { homesWorkbook } from './homes-workbook.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const dataset = 'elderly-homes';
const name = '养老机构基本信息';
const reason = '请补充养老机构的许可机关。';

const proposals = (page: Page) => page.getByRole('table', { name: '建议的信息项' });
const fields = (page: Page) => page.getByRole('table', { name: '信息项', exact: true });

describe.skipIf(chromium === null)('a dataset is begun from a workbook (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('the compiler drops a workbook, accepts, changes and leaves out, then submits', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/datasets`, '赵敏');
    await page.getByRole('link', { name: '新建信息资源' }).click();
    await page.getByRole('heading', { level: 1, name: '新建信息资源' }).waitFor();
    await page.getByRole('button', { name: '建立草稿' }).click();
    await page.getByRole('heading', { name: /建立草稿前须补全/ }).waitFor();
    await page.getByRole('button', { name: '请填写信息资源名称，2 至 100 个字。' }).click();
    expect(await page.evaluate<string>('document.activeElement.id')).toContain('/metadata/name');
    await page.getByLabel('信息资源名称').fill(name);
    await page.getByLabel('信息资源标识').fill(dataset);
    await page.getByLabel('摘要').fill('全市养老机构的许可、床位和联系人，每个机构一条。');
    await page.getByLabel('共享条件（有条件共享的须填写）').fill('按职责申请。');
    const drop = page.getByLabel('选择现有工作簿，或拖到这里');
    await drop.setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,电话\n王芳,1') });
    await page.getByText(/这是文本文件/).waitFor();
    await drop.setInputFiles({
      name: '养老机构.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await homesWorkbook(),
    });
    await proposals(page).waitFor();
    await page.getByText('“养老机构”读了 24 行，建议 7 项信息项。').waitFor();
    await page.getByText('A 列：这一列是序号').waitFor();
    await page.getByText('王*').waitFor();
    expect(await page.getByLabel('B 列作主键').isChecked()).toBe(true);
    expect(await page.getByLabel('H 列的格式').inputValue()).toBe('phone');
    await expectSoundPage(visit, 'new-dataset-proposal');
    await page.getByLabel('G 列的名称').fill('主要负责人');
    await page.getByLabel('采用 H 列').uncheck();
    await page.getByRole('button', { name: '采用选中的 6 项' }).click();
    await page.getByText('已采用 6 项建议').waitFor();
    expect(await page.getByLabel('第 6 项的名称').inputValue()).toBe('主要负责人');
    await page.reload();
    await fields(page).waitFor();
    expect(await page.getByLabel('第 1 项的名称').inputValue()).toBe('许可证编号');
    await expectSoundPage(visit, 'new-dataset');
    await page.getByRole('button', { name: '建立草稿' }).click();
    await page.getByRole('heading', { level: 1, name: `编制：${name}（第 1 版）` }).waitFor();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已送交信息中心审核').waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('the centre returns it, the compiler mends, the centre publishes, the template can be downloaded', async () => {
    const centre = await browser.visit();
    await signInAt(centre.page, `${url}/reviews?kind=drafts-to-review&dataset=${dataset}&version=1`, '孙丽');
    await centre.page.getByRole('button', { name: '退回修改' }).click();
    await centre.page.getByRole('dialog').getByRole('textbox').fill(reason);
    await centre.page.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click();
    await centre.page.getByText('第 1 版已退回市民政局').waitFor();

    const compiler = await browser.visit();
    const { page } = compiler;
    await signInAt(page, `${url}/datasets/${dataset}/versions/1/edit`, '赵敏');
    await page.getByText(reason).waitFor();
    await page.getByRole('button', { name: '增加信息项' }).click();
    await page.getByLabel('第 7 项的名称').fill('许可机关');
    await page.getByLabel('第 7 项的字段名').fill('licensing_authority');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已送交信息中心审核').waitFor();

    await centre.page.reload();
    await centre.page.getByRole('button', { name: '审核通过并注册' }).click();
    await centre.page.getByRole('dialog').getByRole('button', { name: '注册', exact: true }).click();
    await centre.page.getByText('第 1 版已注册').waitFor();
    await centre.page.getByRole('button', { name: '发布目录' }).click();
    await centre.page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
    await centre.page.getByText('第 1 版已发布').waitFor();
    await expectSoundPage(centre, 'new-dataset-published');

    await page.goto(`${url}/datasets/${dataset}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载模板' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
    expect([...centre.faults, ...compiler.faults]).toEqual([]);
  });
});
