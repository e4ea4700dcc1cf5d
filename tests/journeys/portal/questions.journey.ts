import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const question = '批次列表里“退回”一列是什么意思？';

describe.skipIf(chromium === null)('a question to the information centre (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const openAs = async (name: string, path: string): Promise<Visit> => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, name);
    return visit;
  };

  test('asked from a page, answered by the centre, and ended by who asked', async () => {
    const officer = await openAs('赵敏', '/questions');
    await officer.page.getByText('还没有提问').waitFor();
    await expectSoundPage(officer, 'questions-none');
    await officer.page.goto(`${url}/deliveries`);
    await officer.page.getByRole('heading', { level: 1, name: '报送' }).waitFor();
    await officer.page.getByRole('contentinfo').getByRole('link', { name: '向信息中心提问' }).click();
    await officer.page.getByRole('heading', { level: 1, name: '向信息中心提问' }).waitFor();
    await officer.page.getByText('/deliveries', { exact: true }).waitFor();
    await officer.page.getByLabel('您的问题').fill('请看 411102198705299180 的记录');
    await officer.page.getByRole('button', { name: '提交问题' }).click();
    await officer.page.getByText('内容里有像身份证号、手机号或银行卡号的数字').waitFor();
    await expectSoundPage(officer, 'question-new');
    await officer.page.getByLabel('您的问题').fill(question);
    await officer.page.getByRole('button', { name: '提交问题' }).click();
    await officer.page.getByRole('heading', { level: 1, name: '关于“报送”的提问' }).waitFor();
    await expectSoundPage(officer, 'question-open');

    const centre = await openAs('刘洋', '/');
    await centre.page.getByRole('link', { name: '关于“报送”的提问' }).click();
    await centre.page.getByText(question).waitFor();
    await expectSoundPage(centre, 'question-to-answer');
    await centre.page.getByLabel('答复内容').fill('是没有入库、需要改正的行数。');
    await centre.page.getByRole('button', { name: '提交答复' }).click();
    await centre.page.getByText('已答复', { exact: true }).waitFor();
    await centre.page.goto(`${url}/questions?state=answered`);
    await centre.page.getByRole('link', { name: question }).waitFor();
    await expectSoundPage(centre, 'questions');
    expect(centre.faults).toEqual([]);

    await officer.page.goto(`${url}/`);
    await officer.page.getByRole('link', { name: '关于“报送”的提问' }).click();
    await officer.page.getByText('是没有入库、需要改正的行数。').waitFor();
    await officer.page.getByRole('button', { name: '问题已解决，结束提问' }).click();
    await officer.page.getByText('这个提问已经结束。').waitFor();
    await expectSoundPage(officer, 'question-closed');
    expect(officer.faults).toEqual([]);
  });

  test('no other unit sees it', async () => {
    const { page } = await openAs('王芳', '/questions');
    await page.getByText('还没有提问').waitFor();
    expect(await page.getByText(question).count()).toBe(0);
  });
});
