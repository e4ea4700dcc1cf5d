import { join } from 'node:path';
import { chromium as launcher, type Browser, type Page } from 'playwright-core';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { chromium } from './chromium.ts';

/**
 * Opens a page without a session. `faults` collects script errors, policy violations and requests to other
 * machines.
 */
export type Visit = { readonly page: Page; readonly faults: readonly string[] };

/** Inside the browser: what the page holds itself, and the parts of Chromium's own PDF viewer. */
const ownProtocols = new Set(['data:', 'blob:', 'chrome:', 'chrome-extension:']);

/** A slow machine takes five times as long. */
const pageTimeoutMs = 90_000;

/** Pages that are open, with what they met: a journey that fails says what they show. */
const openVisits = new Set<Visit>();

const maxShownPages = 2;
const maxShownCharacters = 600;

/** What the pages that were opened last show, for the message of a journey that failed. */
export async function describeOpenPages(): Promise<string> {
  const texts = await Promise.all(
    [...openVisits].slice(-maxShownPages).map(async ({ page, faults }) => {
      const text = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
      const shown = text.replaceAll(/\s+/g, ' ').slice(-maxShownCharacters);
      return [`shown at ${new URL(page.url()).pathname}: ${shown}`, ...faults].join('\n');
    }),
  );
  return texts.join('\n');
}

export async function openBrowser(): Promise<{
  readonly visit: (width?: number) => Promise<Visit>;
  readonly close: () => Promise<void>;
}> {
  const quiet = [
    '--headless',
    '--lang=zh-CN',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser: Browser = await launcher.launch({
    ...(chromium === null ? {} : { executablePath: chromium }),
    args: quiet,
  });
  return {
    visit: async (width = 1280) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        locale: 'zh-CN',
        acceptDownloads: true,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(pageTimeoutMs);
      const faults: string[] = [];
      page.on('console', (message) => {
        // A page that is refused on purpose is a "failed resource" for Chromium.
        if (message.type() === 'error' && message.location().url !== page.url())
          faults.push(`${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (request) => {
        const { protocol, hostname, href } = new URL(request.url());
        if (!ownProtocols.has(protocol) && hostname !== '127.0.0.1')
          faults.push(`a question to another machine: ${href}`);
      });
      const visit = { page, faults };
      openVisits.add(visit);
      page.on('close', () => openVisits.delete(visit));
      return visit;
    },
    close: () => browser.close(),
  };
}

/** Saves `dist/journeys/<name>.png`. Retries once: right after a navigation Chromium may have nothing to capture. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  const take = () => page.screenshot({ path: join(projectDirectory, 'dist', 'journeys', `${name}.png`), fullPage });
  await take().catch(async () => {
    await page.waitForTimeout(1_000);
    await take().catch((error: unknown) =>
      console.log(`no picture of ${name}:`, error instanceof Error ? error.message.split('\n')[0] : error),
    );
  });
}

/** Pixels by which the content is wider than the window. */
export async function measureOverflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}
