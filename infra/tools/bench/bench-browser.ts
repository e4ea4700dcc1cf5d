import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import { chromium } from '../browser/chromium.ts';
import { bundleChecker } from '../build/bundle-browser.ts';
import { benchContent, benchDay } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { type BrowserCheck, openCheckPage } from './check-in-browser.ts';
import { atLeast, atMost, median, medianFigures, type Results } from './figures.ts';
import type { Figures } from './job.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** × exceljs reading the same file in Node; faulty rows with equal keys need a second pass. */
const ratios = { clean: 1.5, faulty: 0.6 };
const maxSeconds = 15;
const maxTaskMs = 100;
const maxMegabytes = 512;

/** Checks a workbook in Chromium before it is sent. Throws without Chromium. */
export async function benchBrowser(settings: BenchSettings, { runs, claims }: Results): Promise<void> {
  if (chromium === null) throw new Error('this bench needs Chromium');
  const { rows, workbooks, code } = settings;
  const script = await bundleChecker();
  const dataset = 'bench-accounts';
  const used = new Set(benchContent.fields.map(({ codeList }) => codeList));
  const codeLists = [...seedCodeLists().values()].filter(({ id }) => used.has(id));
  const at = `${benchDay}T04:00:00.000Z`;
  const about = { code: '310001/000001', status: 'published', compatibility: 'first', publishedOn: benchDay } as const;
  const stored = { createdAt: at, createdBy: 'bench', updatedAt: at };
  const version = DatasetVersion.parse({ dataset, version: 1, content: benchContent, ...about, ...stored });
  const order = { dataset, catalogue: { versions: [version], codeLists, departments: {} }, at };
  const pieces = [
    { name: 'clean', faulty: 0, ratio: ratios.clean },
    { name: '1 % faulty rows', faulty: Math.round(rows / 100), ratio: ratios.faulty },
  ];
  for (const { name, faulty, ratio } of pieces) {
    const path = await benchWorkbook(workbooks, { rows, strings: 'shared', faulty });
    const read: Figures[] = [];
    const checked: Awaited<ReturnType<typeof checkOnce>>[] = [];
    for (let run = 0; run < settings.runs; run += 1) {
      read.push(await runJob(code, { what: 'exceljs', path }));
      checked.push(await checkOnce({ path, ...order }, { executable: chromium, script, rows }));
    }
    const exceljs = medianFigures(read);
    runs.set(`${name}: exceljs reads`, exceljs);
    const seconds = median(checked.map((one) => one.seconds));
    claims.push(
      atMost(`${name}: check in Chromium`, seconds, maxSeconds, 's'),
      atLeast(`${name}: check in Chromium`, exceljs.seconds / seconds, ratio),
      atMost(
        `${name}: longest task of the page`,
        Math.max(...checked.map((one) => one.longestTaskMs)),
        maxTaskMs,
        'ms',
      ),
      atMost(
        `${name}: peak memory of the page`,
        Math.max(...checked.map((one) => one.peakMegabytes)),
        maxMegabytes,
        'MB',
      ),
    );
  }
}

/** A browser of its own for each run, so that its memory is its own. */
async function checkOnce(
  order: BrowserCheck,
  { executable, script, rows }: { readonly executable: string; readonly script: Uint8Array; readonly rows: number },
) {
  const page = await openCheckPage(executable, script);
  try {
    const { answer, seconds, longestTaskMs } = await page.check(order);
    if (answer.kind !== 'checked' || answer.check.rowCounts.read !== rows)
      throw new Error(`the check ended otherwise: ${JSON.stringify(answer).slice(0, 300)}`);
    return { seconds, longestTaskMs, peakMegabytes: await page.peakMegabytes() };
  } finally {
    await page.close();
  }
}
