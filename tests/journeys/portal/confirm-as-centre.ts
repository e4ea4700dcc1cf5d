import { type openBrowser, signInAt } from './portal-window.ts';

/** Confirms a tested source, and waits for its first run; returns what went wrong in the page. */
export async function confirmAsCentre(
  browser: Awaited<ReturnType<typeof openBrowser>>,
  source: string,
): Promise<readonly string[]> {
  const { page, faults } = await browser.visit();
  await signInAt(page, source, '刘洋');
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await page.getByRole('dialog').getByText('给提供部门').waitFor();
  await page.getByRole('button', { name: '看运行状况' }).click();
  await page.getByText(/运行正常|退回行待改正/).waitFor({ timeout: 150_000 });
  await page.goto(`${source}?tab=runs`);
  await page.getByRole('table', { name: '读取记录' }).getByText('已公开').first().waitFor();
  return faults;
}
