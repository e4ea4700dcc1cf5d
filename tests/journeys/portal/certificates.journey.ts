import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { changeCertificateStatusRoute } from '../../../schemas/certificates/status-routes.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { keyboardOf } from './keyboard.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const type = 'certificate-destitute-support';
const name = '特困人员救助供养证';
const workbook = { dataset: type, rows: 30 };
const rows = rowsToHandIn(workbook);
const valid = rows.findIndex((row) => row['expiring_date'] === '长期');
const annulled = rows.findIndex((_, at) => at !== valid);
const numberOf = (row: number): string => String(rows[row]?.['certificate_number']);

describe.skipIf(chromium === null)('electronic certificates in the portal (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  const { api } = openApiUser(url, 'civil-affairs-system');

  /** Waits until every row is issued or has failed. */
  const settle = async (): Promise<void> => {
    for (;;) {
      const { total } = await api.call(readCoverageRoute, { params: { type } });
      if (total.rows === workbook.rows && total.outstanding.rows === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const findIdentifier = async (row: number): Promise<string> => {
    const { items } = await api.call(findCertificatesRoute, { body: { type, number: numberOf(row) } });
    return items[0]?.identifier ?? '';
  };
  const visitAs = async (who: string, path: string): Promise<Visit> => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, who);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...workbook });
    await openApiUser(url, 'information-center-system').api.call(confirmLinkRoute, {
      params: { dataset: type },
      body: { channel: 'excel', comment: '核对无误。' },
    });
    await settle();
  });
  afterAll(() => browser.close());

  test('the officer sees the coverage, opens one by its number, withholds it and gives it back', async () => {
    const visit = await visitAs('赵敏', '/');
    const { page } = visit;
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '电子证照' }).click();
    await page.getByRole('table', { name: '电子证照' }).getByText('已全部制证').waitFor();
    expect(await readSum(page)).toBe('照面数据30条=已制证30+待制证0+未成功0');
    await page.getByLabel('证照类型').selectOption({ label: name });
    await page.getByLabel('证照编号').fill(numberOf(valid));
    await page.getByRole('button', { name: '查证照' }).click();
    const found = page.getByRole('list', { name: '查到的证照' });
    await found.getByText('有效', { exact: true }).waitFor();
    expect(page.url()).not.toContain(numberOf(valid));
    await expectSoundPage(visit, 'certificates');
    await found.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.locator('iframe[title=证面]').waitFor();
    expect(await page.getByText(numberOf(valid), { exact: true }).count()).toBe(1);
    await expectSoundPage(visit, 'certificate', showFace);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载 PDF' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.pdf$/);

    expect(await page.getByRole('button', { name: '发还证照' }).count()).toBe(0);
    await page.getByRole('button', { name: '暂扣证照' }).press('Enter');
    await page.getByText(/任何人核验这份证照都会看到“暂扣”/).waitFor();
    await expectSoundPage(visit, 'certificate-withhold', showFace);
    await decide(page, '暂扣', '年度核查未完成');
    await page.locator('.page-title').getByText('暂扣', { exact: true }).waitFor();
    await expectSoundPage(visit, 'certificate-withheld', showFace);
    await page.getByRole('button', { name: '发还证照' }).press('Enter');
    await decide(page, '发还', '年度核查已完成');
    await page.locator('.page-title').getByText('有效', { exact: true }).waitFor();
    const timeline = page.locator('.timeline');
    await timeline.getByText('“年度核查已完成”').waitFor();
    expect(await timeline.textContent()).toMatch(/新发.*暂扣.*年度核查未完成.*暂扣发还.*年度核查已完成/s);
    expect(visit.faults).toEqual([]);
  });

  test('by keyboard alone the officer finds it by its number, withholds it and gives it back', async () => {
    const { page, faults } = await browser.visit();
    const keyboard = keyboardOf(page);
    await keyboard.signInAt(`${url}/certificates`, '赵敏');
    await page.getByLabel('证照类型').waitFor();
    await keyboard.choose('证照类型', name);
    await keyboard.type('证照编号', numberOf(valid));
    await keyboard.press('Enter');
    await page.getByRole('list', { name: '查到的证照' }).getByText('有效', { exact: true }).waitFor();
    await keyboard.activate(`${name} ${numberOf(valid)}`);
    await page.locator('iframe[title=证面]').waitFor();
    for (const { button, verb, state } of [
      { button: '暂扣证照', verb: '暂扣', state: '暂扣' },
      { button: '发还证照', verb: '发还', state: '有效' },
    ]) {
      await keyboard.openDialog(button);
      await keyboard.type('理由', '年度核查');
      await keyboard.activate(verb);
      await page.locator('.page-title').getByText(state, { exact: true }).waitFor();
      await expect.poll(async () => (await keyboard.focus()).missing).toBe('');
    }
    expect(faults).toEqual([]);
  });

  test('what could not be issued stands with its reason and what to mend, one click from the list', async () => {
    await api.call(changeCertificateStatusRoute, {
      params: { identifier: await findIdentifier(annulled) },
      body: { operation: 'annul', reason: '持证人申请注销' },
    });
    await handIn({ url, ...workbook, faults: [{ row: annulled, field: 'caregiver', value: '张建国' }] });
    await settle();
    const visit = await visitAs('赵敏', '/certificates?state=not-issued');
    const { page } = visit;
    await page.getByRole('table', { name: '电子证照' }).getByRole('link', { name }).click();
    expect(await readSum(page)).toBe('照面数据30条=已制证29+待制证0+未成功1');
    await page.getByText('与归集的 30 条记录核对，没有相差。').waitFor();
    await expectSoundPage(visit, 'certificate-type');
    await page.getByRole('link', { name: '未成功的' }).click();
    expect(new URL(page.url()).search).toBe('?state=not-issued');
    await page
      .getByRole('table', { name: '未成功的原因' })
      .getByText(/请使用新的证照编号报送/)
      .waitFor();
    await expectSoundPage(visit, 'certificate-type-not-issued');
    await page.getByRole('link', { name: '制证经过' }).click();
    await page.getByText(/次发布：签发 30 份。/).waitFor();
    await page.getByText(/次发布：.*1 份未能签发。/).waitFor();
    await expectSoundPage(visit, 'certificate-type-history');
    await page.getByRole('link', { name: '证照类型', exact: true }).click();
    await page.getByRole('heading', { name: '证面各项' }).waitFor();
    await expectSoundPage(visit, 'certificate-type-facts');
    await page.getByRole('link', { name: '查看照面数据' }).click();
    await page.waitForURL(`${url}/datasets/${type}`);

    await page.goto(`${url}/search?${new URLSearchParams({ q: await findIdentifier(annulled) }).toString()}`);
    await page.getByRole('link', { name }).click();
    await page.getByText(/“注销”的证照不能再变更状态/).waitFor();
    await expectSoundPage(visit, 'certificate-annulled', showFace);
    expect(visit.faults).toEqual([]);
  });

  test('another department sees no list, no count and no certificate', async () => {
    const identifier = await findIdentifier(valid);
    const visit = await visitAs('王芳', '/certificates');
    const { page } = visit;
    await page.getByText('本部门没有颁发电子证照').waitFor();
    await expectSoundPage(visit, 'certificates-of-no-issuer');
    await page.goto(`${url}/certificates/types/${type}`);
    await page.getByText('不是本部门的证照').waitFor();
    await expectSoundPage(visit, 'certificate-type-not-yours');
    await page.goto(`${url}/certificates/${identifier}`);
    await page.getByRole('alert').getByText('未获授权').waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(new RegExp(`${name}|${numberOf(valid)}|状态变更`));
    await expectSoundPage(visit, 'certificate-no-grant');
  });

  test('a consumer has no entry in the menu, and no certificate without a grant', async () => {
    const { page } = await visitAs('陈静', `/certificates/${await findIdentifier(valid)}`);
    await page.getByRole('alert').getByText('未获授权').waitFor();
    expect(await page.getByRole('link', { name: '电子证照' }).count()).toBe(0);
    await page.goto(`${url}/certificates`);
    await page.getByRole('heading', { level: 1, name: '您的账号不使用这个页面' }).waitFor();
  });

  test('centre and supervising office see the city and choose a department; only the centre opens one', async () => {
    const centre = await visitAs('刘洋', '/certificates');
    await centre.page.getByLabel('颁证部门').selectOption({ label: '市民政局' });
    await centre.page.getByText('2 类证照合计').waitFor();
    expect(new URL(centre.page.url()).search).toBe('?department=civil-affairs');
    await centre.page.getByRole('table', { name: '电子证照' }).getByText('29 条').waitFor();
    await expectSoundPage(centre, 'certificates-centre');
    await centre.page.goto(`${url}/certificates/${await findIdentifier(valid)}`);
    await centre.page.locator('.timeline').getByText('“年度核查已完成”').waitFor();
    await centre.page.getByRole('button', { name: '吊销证照' }).press('Enter');
    await centre.page.getByText(/办理后不能恢复/).waitFor();
    await centre.page.getByRole('button', { name: '先不吊销' }).press('Enter');
    expect(centre.faults).toEqual([]);

    const office = await visitAs('周凯', '/certificates');
    await office.page.getByText(/^\d+ 类证照合计/).waitFor();
    await office.page.getByText(/正在核对/).waitFor({ state: 'detached' });
    expect(await office.page.getByRole('button', { name: '查证照' }).count()).toBe(0);
    await expectSoundPage(office, 'certificates-city');
    await office.page.goto(`${url}/certificates/types/${type}?state=not-issued`);
    await office.page.getByRole('table', { name: '未成功的原因' }).waitFor();
    expect(office.faults).toEqual([]);
  });
});

async function readSum(page: Page): Promise<string | undefined> {
  return (await page.locator('.sum').textContent())?.replaceAll(/\s/g, '');
}

/** Until the viewer has drawn the face, which no event tells. */
async function showFace(page: Page): Promise<void> {
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.locator('iframe[title=证面]').waitFor();
  await page.waitForTimeout(1_500);
}

/** By keyboard: right after a scroll, headless Chromium still gives clicks to the frame that was there. */
async function decide(page: Page, verb: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由（会记入办理经过）').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}
