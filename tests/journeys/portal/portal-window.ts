import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
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

const waitUntilIdle = async (page: Page): Promise<void> => await page.waitForLoadState('networkidle');

/**
 * Waits until nothing loads, takes the picture of both widths, and expects no barrier and nothing cut off. A page with
 * Chromium's PDF viewer needs its own `settle`: the viewer's requests are never over for Playwright.
 */
export async function expectSoundPage({ page }: Visit, name: string, settle = waitUntilIdle): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    await picture(page, `portal-${name}-${width}`, true);
    expect({ name, width, overflow: await measureOverflow(page) }).toEqual({ name, width, overflow: 0 });
    expect({ name, width, barriers: await findBarriers(page) }).toEqual({ name, width, barriers: [] });
  }
}

export { openBrowser };
