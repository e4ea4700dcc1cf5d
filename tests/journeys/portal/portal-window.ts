import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { walkPictures } from '../../../portal/src/frame/help/walks/walks.ts';
import { measureOverflow, openBrowser, picture, type Visit } from '../browser.ts';

export const widths = [1440, 390] as const;

const Violations = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** Violations of WCAG 2.1 A and AA on the page as it stands, by axe-core. */
async function findBarriers(page: Page): Promise<readonly string[]> {
  // By the debugger's protocol, past the page's policy.
  await page.evaluate(axe.source);
  const found = Violations.parse(
    await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => ({ html })) })))",
    ),
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Signs in through the portal at this address, and returns to it. */
export async function signInAt(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
}

/** The size that the help shows; WCAG's 390 px are for the pages themselves. */
const helpSize = { width: 1024, height: 720 };

/** Writes the picture of a state that a walk-through of the help shows to `portal/pictures/`. */
async function writeHelpPicture(page: Page, name: string, settle: (page: Page) => Promise<void>): Promise<void> {
  if (!walkPictures.some((one) => one === name)) return;
  await page.setViewportSize(helpSize);
  await settle(page);
  await page.evaluate('window.scrollTo(0, 0)');
  const path = join(projectDirectory, 'portal', 'pictures', `${name}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: 60 });
}

/** Notes how long the page is blocked at a time, in milliseconds; the answer tells the longest since. */
export async function watchLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(
    'window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { window.longest = Math.max(window.longest, duration); })).observe({ entryTypes: ["longtask"] })',
  );
  return async () => Math.round(await page.evaluate<number>('window.longest'));
}

const waitUntilIdle = async (page: Page): Promise<void> => await page.waitForLoadState('networkidle');

/**
 * Waits until nothing loads, takes the picture of both widths, and expects no barrier and nothing cut off. A page with
 * Chromium's PDF viewer needs its own `settle`: the viewer's requests are never over for Playwright.
 */
export async function expectSoundPage({ page }: Visit, name: string, settle = waitUntilIdle): Promise<void> {
  if (process.env['HELP_PICTURES'] === 'write') await writeHelpPicture(page, name, settle);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    await picture(page, `portal-${name}-${width}`, true);
    expect({ name, width, overflow: await measureOverflow(page) }).toEqual({ name, width, overflow: 0 });
    expect({ name, width, barriers: await findBarriers(page) }).toEqual({ name, width, barriers: [] });
  }
}

export { openBrowser };
