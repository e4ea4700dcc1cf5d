import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPerson } from '../../../infra/tools/demo/sharing/person-user.ts';
import { draftApplicationRoute, takeApplicationStepRoute } from '../../../schemas/sharing/application-routes.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'private-non-enterprise-units';
const rows = 3;
const [record] = rowsToHandIn({ dataset, rows });
const subject = String(record?.['credit_code']);
const corrected = '漯河市源汇区人民路1号';

/** What is shared unconditionally is granted as soon as the centre has checked it. */
async function grantTo(): Promise<string> {
  const [writer, head, centre] = await Promise.all(
    ['wang-fang', 'li-qiang', 'liu-yang'].map(async (person) => await openPerson(url, person)),
  );
  const application = await writer?.api.call(draftApplicationRoute, {
    body: {
      dataset,
      content: {
        purpose: '办理业务时核对社会组织的登记信息。',
        legalBasis: '《民办非企业单位登记管理暂行条例》',
        matter: '公章刻制备案',
        fields: ['name', 'credit_code', 'address'],
        filters: [],
        ways: ['query'],
        callsPerDay: 100,
        until: `${new Date().getFullYear() + 1}-06-30`,
      },
    },
  });
  const { id: granted, lockVersion: first } = application ?? { id: '', lockVersion: 1 };
  const steps = [
    [writer, 'submit'],
    [head, 'approve'],
    [centre, 'pass'],
  ] as const;
  for (const [i, [person, action]] of steps.entries())
    await person?.api.call(takeApplicationStepRoute, {
      params: { application: granted },
      body: { step: { action }, lockVersion: first + i },
    });
  return granted;
}

describe.skipIf(chromium === null)('from an objection to its correction (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let grant = '';
  let address = '';
  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, dataset, rows });
    grant = await grantTo();
  });
  afterAll(() => browser.close());

  const open = async (person: string, path: string) => {
    const visit = await browser.visit();
    await signInAt(visit.page, `${url}${path}`, person);
    return { visit, page: visit.page };
  };
  const query = async ({ page }: Awaited<ReturnType<typeof open>>): Promise<void> => {
    await page.getByLabel('办件编号').fill('BJ-2026-000123');
    await page.getByLabel('统一社会信用代码').fill(subject);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByRole('table', { name: '查到的记录' }).getByText(subject).waitFor();
  };

  test('an officer of the consumer objects to a field of the record that was found', async () => {
    const opened = await open('王芳', `/grants/${grant}`);
    const { visit, page } = opened;
    await query(opened);
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('哪一项有误').selectOption({ label: '住所' });
    await page.getByLabel('依据').fill('单位出示的登记证书上，住所与查到的不同。');
    await page.getByLabel('您认为正确的值').fill(corrected);
    await expectSoundPage(visit, 'objection-form');
    await page.getByRole('button', { name: '提出', exact: true }).click();
    await page.getByRole('link', { name: '查看这份异议' }).click();
    await page.waitForURL('**/objections/*');
    address = new URL(page.url()).pathname;
    await page.getByText('待提供部门核实').first().waitFor();
    await page.getByText('期限 10 个工作日').waitFor();
    await expectSoundPage(visit, 'objection-by-us');
    expect(page.url()).not.toContain(subject);
    expect(visit.faults).toEqual([]);
  });

  test('the view of one subject shows its data under each grant', async () => {
    const { visit, page } = await open('王芳', '/grants');
    await page.getByRole('link', { name: '查一个人或单位' }).click();
    await page.getByLabel('办件编号').fill('BJ-2026-000124');
    await page.getByLabel('公民身份号码或统一社会信用代码').fill(subject);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    const found = page.getByRole('table', { name: '查到的记录' });
    await found.getByText(subject).waitFor();
    expect(await page.locator(`a[href="/grants/${grant}"]`).count()).toBe(1);
    expect(page.url()).not.toContain(subject);
    await expectSoundPage(visit, 'subject-view');
    expect(visit.faults).toEqual([]);
  });

  test('whoever queries the record sees the flag, and the value all the same', async () => {
    const opened = await open('王芳', `/grants/${grant}`);
    // Flags are cached for five seconds.
    await opened.page.waitForTimeout(6_000);
    await query(opened);
    await opened.page.getByRole('table', { name: '查到的记录' }).getByText('有异议').waitFor();
    await expectSoundPage(opened.visit, 'grant-disputed');
  });

  test('its provider finds it in its work, sees the record, and accepts it', async () => {
    const { visit, page } = await open('赵敏', '/objections?side=waiting');
    await page.getByRole('link', { name: '民办非企业单位法人登记证书信息' }).first().waitFor();
    await expectSoundPage(visit, 'objections');
    await page.goto(`${url}${address}`);
    await page.getByText(subject).waitFor();
    await page.getByText(corrected).waitFor();
    await expectSoundPage(visit, 'objection-of-our-data');
    await page.getByRole('button', { name: '核实属实，将更正' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '核实属实，将更正', exact: true }).click();
    await page.getByText('待提供部门更正').first().waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('another department finds no such objection', async () => {
    const { page } = await open('陈静', address);
    await page.getByText('没有这份异议').first().waitFor();
  });

  test('a corrected delivery closes it by itself', async () => {
    await handIn({ url, dataset, rows, faults: [{ row: 0, field: 'address', value: corrected }] });
    const { visit, page } = await open('王芳', address);
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole('heading', { name: '办理经过' }).waitFor();
          return await page.getByText('已更正').count();
        },
        { timeout: 90_000, interval: 3_000 },
      )
      .toBeGreaterThan(0);
    await expectSoundPage(visit, 'objection-corrected');
    expect(await page.content()).not.toContain(corrected);
  }, 120_000);
});
