import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import type { Visit } from '../browser.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { expectSoundPage, openBrowser, signInAt, watchLongTasks } from './portal-window.ts';

const url = inject('url');
const dataset = 'residence-permits';
const officer = '王芳';
const rows = 12;

describe.skipIf(chromium === null)('repair on the page (needs Chromium)', () => {
  const valid = rowsToHandIn({ dataset, rows });
  const valueOf = (row: number, field: string): string => String(valid[row]?.[field]);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let faulty: Delivery;
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    visit = await browser.visit();
    ({ page } = visit);
    await signInAt(page, url, officer);
  });
  afterAll(() => browser.close());

  const address = () => `${url}/deliveries/${faulty.id}/repair`;
  const cell = (label: string, row: number) => page.getByLabel(`${label}，第 ${row} 行`, { exact: true });
  const said = (text: string) => page.locator('output', { hasText: text });
  const focused = () =>
    page.evaluate<string>(
      'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""',
    );

  /** As a spreadsheet's copy: headless browsers have no clipboard of others. */
  const paste = async (label: string, row: number, text: string): Promise<void> => {
    await cell(label, row).focus();
    await page.evaluate(
      `(() => {
        const data = new DataTransfer();
        data.setData('text/plain', ${JSON.stringify(text)});
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      })()`,
    );
  };

  test('by keyboard alone: a delivery that was returned whole is sent whole again', async () => {
    const returned = await handIn({
      url,
      dataset,
      rows: 2,
      faults: [0, 1].map((row) => ({ row, field: 'id_number', value: '不详' })),
    });
    expect(returned.status).toBe('returned');
    await page.goto(`${url}/deliveries/${returned.id}`);
    const tabTo = async (text: string): Promise<void> => {
      for (let presses = 0; presses < 80 && !(await focused()).startsWith(text); presses += 1)
        await page.keyboard.press('Tab');
      expect(await focused()).toContain(text);
    };
    await page.getByRole('link', { name: '改正退回的行' }).waitFor();
    await tabTo('改正退回的行');
    await page.keyboard.press('Enter');
    await page.getByText('每一行都还有错误，改正后即可报送。').waitFor();
    await tabTo('到下一处错误');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toMatch(/，第 2 行$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(valueOf(0, 'id_number'));
    await page.keyboard.press('Enter');
    await expect.poll(focused).toMatch(/，第 3 行$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(valueOf(1, 'id_number'));
    await said('2 行都已改正。').waitFor();
    await tabTo('报送 2 条（全量）');
    await page.keyboard.press('Enter');
    await page.getByText('已入库：新增 2 条').waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('the task leads to the two rows, by the numbers that they have in the own file, each fault with its sentence', async () => {
    faulty = await handIn({
      url,
      dataset,
      rows,
      faults: [
        { row: 3, field: 'id_number', value: '411102199001011230' },
        { row: 7, field: 'name', value: '' },
        { row: 7, field: 'id_number', value: '不详' },
        { row: 7, field: 'residence_kind', value: '没有这一类' },
      ],
    });
    expect(faulty.rowCounts).toMatchObject({ read: rows, rejected: 2 });
    await page.goto(url);
    await page.locator(`a[href="/deliveries/${faulty.id}/repair"]`).click();
    await said('共 2 行，还有 2 行有错误。').waitFor();
    await expectSoundPage(visit, 'repair');
    expect(await page.locator('tbody th').allTextContents()).toEqual(['5', '9']);
    expect(await page.locator('td.faulty').count()).toBe(3);
    // The code list is a recommendation there: a reminder, without colour.
    expect(await page.locator('.repair-faults .warning').count()).toBe(1);
    expect(await cell('身份证号码', 9).getAttribute('aria-invalid')).toBe('true');
    expect(visit.faults).toEqual([]);
  });

  test('one is mended by typing, kept over a reload, and undone', async () => {
    await page.goto(address());
    await said('还有 2 行有错误').waitFor();
    await page.getByRole('button', { name: '到下一处错误' }).click();
    await expect.poll(focused).toMatch(/，第 5 行$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(valueOf(3, 'id_number'));
    await said('还有 1 行有错误').waitFor();
    await page.keyboard.press('Control+Z');
    await said('还有 2 行有错误').waitFor();
    await page.keyboard.press('Control+Y');
    await said('还有 1 行有错误').waitFor();
    await page.reload();
    await said('还有 1 行有错误').waitFor();
    await expectSoundPage(visit, 'repair-half');
    expect(visit.faults).toEqual([]);
  });

  test('an input method composes without being disturbed', async () => {
    const town = cell('现居住地所属乡镇（街道）', 5);
    await town.fill('');
    await town.focus();
    const session = await page.context().newCDPSession(page);
    for (const text of ['l', 'lu', 'luo'])
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    // Longer than the pause after which rows are checked again.
    await page.waitForTimeout(400);
    await session.send('Input.insertText', { text: '漯河' });
    expect(await town.inputValue()).toBe('漯河');
    await page.keyboard.press('Control+Z');
  });

  test('the other by a pasted block and a drop-down; then both are sent, and nothing is left', async () => {
    await paste('姓名', 9, `${valueOf(7, 'name')}\t${valueOf(7, 'id_number')}\r\n多余\t多余\r\n`);
    await said('已填入 2 格。另有 2 格超出表格，没有填入。').waitFor();
    await cell('居住类型', 9).selectOption({ index: 2 });
    await said('2 行都已改正。').waitFor();
    await expectSoundPage(visit, 'repair-done');
    await page.getByRole('button', { name: '报送 2 条（增量）' }).click();
    await page.getByText('已入库：新增 2 条，变更 0 条，移除 0 条。').waitFor();
    await expectSoundPage(visit, 'repair-receipt');
    expect(await page.evaluate<string[]>('Object.keys(localStorage).filter((key) => key.includes("repair:"))')).toEqual(
      [],
    );
    await page.goto(url);
    await page.getByRole('heading', { name: '我的工作' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator(`a[href="/deliveries/${faulty.id}/repair"]`).count()).toBe(0);
    await page.goto(address());
    await page.getByText('这一批之后又有新的报送').waitFor();
    await expectSoundPage(visit, 'repair-again');
    expect(visit.faults).toEqual([]);
  });

  test('of hundreds of rows only those in view are in the page, and the next fault is found below', async () => {
    const count = 600;
    const many = await handIn({
      url,
      dataset,
      rows: count + 1,
      faults: Array.from({ length: count }, (_, row) => ({ row, field: 'id_number', value: '不详' })),
    });
    expect(many.rowCounts).toMatchObject({ rejected: count });
    await page.goto(`${url}/deliveries/${many.id}/repair`);
    await said(`共 ${count} 行，还有 ${count} 行有错误。`).waitFor();
    const inPage = () => page.locator('tbody tr[data-index]').count();
    expect(await inPage()).toBeLessThan(60);
    await expectSoundPage(visit, 'repair-many');
    const numbers = rowsToHandIn({ dataset, rows: count + 1 }).map((row) => String(row['id_number']));
    await paste('身份证号码', 2, numbers.slice(0, count - 1).join('\n'));
    await said(`还有 1 行有错误。已填入 ${count - 1} 格。`).waitFor();
    await page.getByRole('button', { name: '到下一处错误' }).click();
    await expect.poll(focused).toBe(`身份证号码，第 ${count + 1} 行`);
    expect(await inPage()).toBeLessThan(60);
    expect(await cell('身份证号码', count + 1).isVisible()).toBe(true);
    const longestTask = await watchLongTasks(page);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(numbers[count - 1] ?? '', { delay: 20 });
    await said(`${count} 行都已改正。`).waitFor();
    expect(await longestTask()).toBeLessThan(200);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(focused).toBe(`身份证号码，第 ${count} 行`);
    expect(visit.faults).toEqual([]);
  });

  test('a sign-out forgets what was typed', async () => {
    await page.goto(address());
    await cell('姓名', 5).fill('草稿');
    const drafts = 'Object.keys(localStorage).filter((key) => key.includes("repair:")).length';
    await expect.poll(() => page.evaluate<number>(drafts)).toBeGreaterThan(0);
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect.poll(() => page.evaluate<number>(drafts).catch(() => -1)).toBe(0);
  });
});
