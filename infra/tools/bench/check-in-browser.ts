/// <reference lib="dom" />

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium as launcher, type Browser } from 'playwright-core';
import { z } from 'zod';
import type { OfflineCatalogue } from '../../../schemas/catalogue/offline-catalogue.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import { CheckAnswer } from '../../../schemas/collection/workbook-check.ts';

export type BrowserCheck = {
  readonly path: string;
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
  readonly at: string;
};

const Measured = z.object({
  seconds: z.number(),
  longestTaskMs: z.number(),
  answer: CheckAnswer,
  /** The first 1,000. */
  findings: z.array(Finding),
});

/** Opens a page of Chromium that checks files in the worker `script`; each check has a worker of its own. */
export async function openCheckPage(executable: string, script: Uint8Array) {
  const server = createServer((request, response) => {
    const isScript = request.url === '/check.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>check</title><input type="file">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launcher.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${portOf(server.address())}/`);
  return {
    check: async ({ path, ...order }: BrowserCheck) => {
      await page.setInputFiles('input', path);
      return Measured.parse(await page.evaluate(measureCheck, order));
    },
    /** Of the page's process with its worker; 0 outside of Linux. */
    peakMegabytes: () => peakOfPages(browser),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Runs in the page. */
async function measureCheck(order: { dataset: string; catalogue: OfflineCatalogue; at: string }) {
  const file = document.querySelector('input')?.files?.[0];
  if (file === undefined) throw new Error('no file');
  let longestTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  const worker = new Worker('/check.js');
  const answered = async (kinds: readonly string[], request: object) =>
    await new Promise<{ readonly kind: string; readonly items?: unknown }>((resolve, reject) => {
      worker.addEventListener('error', () => reject(new Error('the worker failed')));
      worker.addEventListener('message', ({ data }: MessageEvent<{ readonly kind: string }>) => {
        if (kinds.includes(data.kind)) resolve(data);
      });
      worker.postMessage(request, []);
    });
  const started = performance.now();
  const answer = await answered(['checked', 'failed'], { kind: 'check', file, ...order });
  const seconds = (performance.now() - started) / 1000;
  const page = { request: 1, filter: {}, skip: 0, limit: 1_000 };
  const { items } = await answered(['findings'], { kind: 'list-findings', ...page });
  worker.terminate();
  return { seconds, longestTaskMs, answer, findings: items };
}

const Processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int() })) });

async function peakOfPages(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = Processes.parse(await session.send('SystemInfo.getProcessInfo'));
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
  return Math.max(0, ...peaks);
}

function peakOf(process: number): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // no Linux
  }
}
