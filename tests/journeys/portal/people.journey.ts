import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const unexpected = (faults: readonly string[]) => faults.filter((fault) => !/status of 400 .*\/people/.test(fault));

describe.skipIf(chromium === null)('each unit keeps whom to call (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('a provider registers its people from the task, and the centre finds them on the dataset', async () => {
    const officer = await browser.visit();
    const { page } = officer;
    await signInAt(page, `${url}/`, '赵敏');
    await page.getByRole('link', { name: '本部门的负责人和联系人' }).click();
    await page.getByText('还没有登记负责人和联系人').waitFor();
    await expectSoundPage(officer, 'people-none');
    await page.getByRole('button', { name: '登记联系人' }).click();
    const [responsible, contact] = [
      page.getByRole('group', { name: '部门负责人' }),
      page.getByRole('group', { name: '联系人1' }),
    ];
    await responsible.getByLabel('姓名').fill('测试负责人');
    await responsible.getByLabel('职务和分工').fill('副局长，分管数据归集');
    await responsible.getByLabel('电话').fill('三一七七');
    await contact.getByLabel('姓名').fill('测试联系人');
    await contact.getByLabel('职务和分工').fill('信息科，目录和报送');
    await contact.getByLabel('电话').fill('0395-3170001转801');
    await page.getByRole('button', { name: '保存联系人' }).click();
    await page.getByText('电话应为座机或手机号码').waitFor();
    await expectSoundPage(officer, 'people-form');
    await responsible.getByLabel('电话').fill('0395-3170000');
    await page.getByRole('button', { name: '保存联系人' }).click();
    await page.getByRole('link', { name: '0395-3170001转801' }).waitFor();
    await page.getByRole('button', { name: '确认没有变动' }).click();
    await page.getByText('已确认，一年以后再提醒您。').waitFor();
    await expectSoundPage(officer, 'people-kept');
    expect(page.url()).not.toMatch(/317/);
    await page.goto(`${url}/`);
    await page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await page.getByRole('link', { name: '本部门的负责人和联系人' }).count()).toBe(0);
    expect(unexpected(officer.faults)).toEqual([]);

    const centre = await browser.visit();
    await signInAt(centre.page, `${url}/people`, '刘洋');
    await centre.page.getByRole('link', { name: '市民政局', exact: true }).waitFor();
    await expectSoundPage(centre, 'people-of-all');
    const county = centre.page.getByRole('link', { name: '舞阳县人民政府' });
    expect(await county.isVisible()).toBe(false);
    await centre.page.getByText(/^未列入批次，10 个/).click();
    await county.waitFor();
    await centre.page.getByLabel('批次').selectOption('2');
    await centre.page.getByRole('link', { name: '市教育局' }).waitFor();
    expect(new URL(centre.page.url()).search).toBe('?batch=2');
    await centre.page.getByRole('button', { name: '清除筛选' }).click();
    await centre.page.getByLabel('登记情况').selectOption('missing');
    await centre.page.getByRole('link', { name: '舞阳县人民政府' }).waitFor();
    expect(await centre.page.getByRole('link', { name: '市民政局', exact: true }).count()).toBe(0);
    await centre.page.goto(`${url}/datasets?department=civil-affairs`);
    await centre.page.locator('tbody a').first().click();
    await centre.page.getByRole('heading', { name: '需要时请联系市民政局' }).waitFor();
    await centre.page.getByRole('link', { name: '0395-3170000' }).waitFor();
    await expectSoundPage(centre, 'people-on-dataset');
    expect(centre.faults).toEqual([]);
  });

  test('a provider sees the centre’s people, and no page with those of another department', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/people?department=civil-affairs`, '王芳');
    await page.getByText('您的账号没有使用此功能的权限。').waitFor();
    await page.goto(`${url}/people?department=information-center`);
    await page.getByRole('heading', { level: 1, name: '市政府信息中心的负责人和联系人' }).waitFor();
    expect(visit.faults.filter((fault) => !/status of 403 .*civil-affairs/.test(fault))).toEqual([]);
  });
});
