import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { asAccount } from './as-account.ts';
import { keyboardOf } from './keyboard.ts';
import { openBrowser } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const [returned, published, linked] = ['social-organizations', 'foundations', 'subsistence-recipients'];

describe.skipIf(chromium === null)('centre and supervising office by keyboard alone (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('the centre returns a version, publishes another, and confirms a link', async () => {
    const provider = await asAccount(url, 'civil-affairs-system');
    await provider.deliver(linked, 3);
    const versions: number[] = [];
    for (const dataset of [returned, published]) {
      const { version } = await provider.submitVersion(dataset, (content) => ({
        ...content,
        metadata: { ...content.metadata, keywords: [...content.metadata.keywords, '登记管理'] },
      }));
      versions.push(version);
    }

    const visit = await browser.visit();
    const { page } = visit;
    const keyboard = keyboardOf(page);
    await keyboard.signInAt(`${url}/reviews`, '刘洋');
    await page.getByRole('link', { name: '社团法人登记证书' }).waitFor();
    await keyboard.activate('社团法人登记证书');
    await keyboard.lands('正文');
    await keyboard.openDialog('退回修改');
    await keyboard.type('理由', '请写明登记管理的依据。');
    await keyboard.activate('退回');
    await page.getByText(`第 ${versions[0]} 版已退回市民政局`).waitFor();
    await keyboard.lands('正文');

    await keyboard.tabTo('待审核目录', 'Shift+Tab');
    await keyboard.press('Enter');
    await page.getByRole('link', { name: '基金法人登记证书信息' }).waitFor();
    await keyboard.activate('基金法人登记证书信息');
    await keyboard.openDialog('审核通过并注册');
    await keyboard.activate('注册');
    await page.getByText(`第 ${versions[1]} 版已注册`).waitFor();
    await keyboard.openDialog('发布目录');
    await keyboard.activate('发布');
    await page.getByText(`第 ${versions[1]} 版已发布`).waitFor();

    await keyboard.tabTo('待审核目录', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.activate('待验收挂接');
    await page.getByRole('link', { name: '最低生活保障人员信息' }).waitFor();
    await keyboard.activate('最低生活保障人员信息');
    await keyboard.openDialog('验收挂接');
    await keyboard.activate('验收');
    await page.getByRole('heading', { name: /信息中心回执/ }).waitFor();
    await keyboard.lands('正文');
    expect(visit.faults).toEqual([]);
  });

  test('the supervising office goes from the menu to a batch, a department and its datasets', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    const keyboard = keyboardOf(page);
    await keyboard.signInAt(url, '周凯');
    await keyboard.activate('进展');
    await page.getByRole('link', { name: '查看第一批的部门' }).waitFor();
    await keyboard.lands('正文');
    await keyboard.activate('查看第一批的部门');
    await page.getByRole('heading', { level: 1, name: '第一批' }).waitFor();
    await keyboard.lands('正文');
    await keyboard.activate('市卫生健康委员会');
    await page.getByRole('heading', { level: 1, name: '市卫生健康委员会' }).waitFor();
    await keyboard.lands('正文');
    await page.getByRole('row', { name: /未挂接/ }).waitFor();
    await keyboard.tabTo('第一批');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '第一批' }).waitFor();
    await keyboard.lands('正文');
    expect(visit.faults).toEqual([]);
  });
});
