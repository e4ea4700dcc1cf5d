import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seedDatasets } from '../../../infra/seeds/index.ts';
import { chromium } from '../chromium.ts';
import { handIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'parents';
const name = seedDatasets().find((seed) => seed.dataset === dataset)?.content.metadata.name ?? '';
const sheetAddress = `${url}/datasets/${dataset}?tab=update-sheet`;

async function registerPeople(page: Page, phone: string): Promise<void> {
  await page.goto(`${url}/people?edit=1`);
  const fields = [
    ['部门负责人', '测试负责人', '副局长，分管数据归集', '0395-3177100'],
    ['联系人1', '测试联系人', '信息科，目录和报送', phone],
  ] as const;
  for (const [group, person, duty, number] of fields) {
    const inGroup = page.getByRole('group', { name: group });
    await inGroup.getByLabel('姓名').fill(person);
    await inGroup.getByLabel('职务和分工').fill(duty);
    await inGroup.getByLabel('电话').fill(number);
  }
  await page.getByRole('button', { name: '保存联系人' }).click();
  await page.getByRole('link', { name: phone }).waitFor();
}

async function confirmAt(page: Page): Promise<void> {
  await page.goto(sheetAddress);
  await page.getByRole('button', { name: '确认更新表' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await page.getByText('双方都已确认').waitFor();
}

describe.skipIf(chromium === null)('both sides sign an update sheet (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('signed, returned, signed again, confirmed and printed; a new phone asks for another sheet', async () => {
    await handIn({ url, dataset, rows: 3 });
    const [officer, centre] = [await browser.visit(), await browser.visit()];
    const { page } = officer;
    await signInAt(page, `${url}/datasets?state=sheet-to-sign`, '王芳');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: '更新表' }).click();
    await page.getByText('请先登记本部门的联系人').waitFor();
    await expectSoundPage(officer, 'sheet-without-people');
    await registerPeople(page, '0395-3177101');
    await page.goto(sheetAddress);
    await page.getByRole('heading', { name: '确认更新表' }).waitFor();
    const start = await page.getByLabel('起始日期').inputValue();
    await page.getByLabel('起始日期').fill('2019-12-31');
    await page.getByText(/起始日期应在.*，请改正/).waitFor();
    await expectSoundPage(officer, 'sheet-form');
    await page.getByLabel('起始日期').fill(start);
    await page.getByRole('button', { name: '确认并送信息中心' }).click();
    await page.getByRole('heading', { name: '等待信息中心确认的更新表' }).waitFor();

    await signInAt(centre.page, `${url}/reviews?kind=sheets-to-confirm`, '刘洋');
    await centre.page.getByRole('table', { name: '等待确认的更新表' }).waitFor();
    await expectSoundPage(centre, 'reviews-sheets');
    await centre.page.getByRole('link', { name, exact: true }).click();
    await centre.page.getByRole('button', { name: '退回更新表' }).click();
    await centre.page.getByRole('dialog').getByRole('textbox').fill('请由业务科室负责日常更新。');
    await expectSoundPage(centre, 'sheet-return');
    await centre.page.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click();
    await centre.page.getByText('请由业务科室负责日常更新。').waitFor();

    await page.goto(`${url}/`);
    await page.getByRole('heading', { level: 2, name: /需要确认的数据维护更新表/ }).waitFor();
    await page.goto(sheetAddress);
    await page.getByText('请由业务科室负责日常更新。').waitFor();
    await expectSoundPage(officer, 'sheet-returned');
    await page.getByRole('button', { name: '确认并送信息中心' }).click();
    await page.getByRole('heading', { name: '等待信息中心确认的更新表' }).waitFor();
    await confirmAt(centre.page);
    await centre.page.getByText(/GX-[0-9A-Z]{26}/).waitFor();
    await expectSoundPage(centre, 'sheet-in-force');

    for (const [label, ending] of [
      ['下载 Word', /第1号）\.docx$/],
      ['下载 PDF', /第1号）\.pdf$/],
    ] as const) {
      const [download] = await Promise.all([
        centre.page.waitForEvent('download'),
        centre.page.getByRole('button', { name: label }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(ending);
    }

    await registerPeople(page, '0395-3177102');
    await page.goto(sheetAddress);
    await page.getByText('负责人或联系人已变动').waitFor();
    await expectSoundPage(officer, 'sheet-to-renew');
    await page.getByRole('button', { name: '确认并送信息中心' }).click();
    await page.getByRole('heading', { name: '等待信息中心确认的更新表' }).waitFor();
    await confirmAt(centre.page);
    await page.goto(sheetAddress);
    await page.getByRole('table', { name: '以前的更新表' }).waitFor();
    await page.getByRole('button', { name: '下载第 1 号' }).waitFor();
    await expectSoundPage(officer, 'sheet-earlier');
    await page.getByRole('button', { name: '重新填写更新表' }).click();
    await page.getByRole('button', { name: '不填写，返回' }).click();
    expect(new URL(page.url()).search).toBe('?tab=update-sheet');
    expect(page.url() + centre.page.url()).not.toMatch(/317/);
    expect(officer.faults).toEqual([]);
    expect(centre.faults).toEqual([]);
  });
});
