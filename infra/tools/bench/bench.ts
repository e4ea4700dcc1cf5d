import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDirectory } from '../../local/project-directory.ts';
import { benchBrowser } from './bench-browser.ts';
import { benchCertificates } from './bench-certificates.ts';
import { benchChannels } from './bench-channels.ts';
import { benchLoad } from './bench-load.ts';
import { benchMemory } from './bench-memory.ts';
import { benchPipeline } from './bench-pipeline.ts';
import { benchReading } from './bench-reading.ts';
import { benchSharing } from './bench-sharing.ts';
import { printClaims, printRuns, type Claim } from './figures.ts';
import type { Figures } from './job.ts';
import { allFunctions, pipelineFunctions } from './pipeline.ts';
import { bundleWork } from './run-job.ts';

// npm run bench [-- --rows N] [--runs N] [--million] [--no-load] [--certificates] [--channels] [--memory] [--json FILE]
//   without --million: reading and ingesting, against exceljs reading the same file; loading, against the bare SDK
//   --million: one file of 1,048,575 rows (or --rows) from upload to query; --no-load: only read and ingested
//   --certificates: issuing, looking up and verifying instead
//   --memory: peak memory of every function, with 100,000 rows (or --rows)
//   --browser: the check of a workbook in Chromium, before it is sent, instead
//   --sharing: queries under a grant, against bare queries of the same records, instead
//   --channels: 200,000 rows out of front-end databases and service interfaces instead

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    runs: { type: 'string', default: '3' },
    million: { type: 'boolean', default: false },
    'no-load': { type: 'boolean', default: false },
    certificates: { type: 'boolean', default: false },
    channels: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    sharing: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const million = values.million;
const rows = Number(values.rows ?? chooseRowCount());
// The local system refuses .local with anything else in it.
const folder = join(projectDirectory, '.bench');
const places = { workbooks: folder, code: join(folder, 'code'), scratch: join(folder, `scratch-${process.pid}`) };
mkdirSync(places.scratch, { recursive: true });
await bundleWork(places.code, values.memory ? allFunctions : pipelineFunctions);

const runs = new Map<string, Figures>();
const claims: Claim[] = [];
try {
  const settings = { rows, runs: Number(million ? Math.min(1, Number(values.runs)) : values.runs), million, ...places };
  if (values.certificates) await benchCertificates(settings, { runs, claims });
  else if (values.sharing) await benchSharing(settings, { runs, claims });
  else if (values.memory) await benchMemory(settings, { runs, claims });
  else if (values.browser) await benchBrowser(settings, { runs, claims });
  else if (values.channels) await benchChannels(settings, { runs, claims });
  else await benchReading(settings, { runs, claims });
  const isOther = values.certificates || values.channels || values.memory || values.browser || values.sharing;
  if (!values['no-load'] && !isOther) await (million ? benchPipeline : benchLoad)(settings, { runs, claims });
} finally {
  rmSync(places.scratch, { recursive: true, force: true });
}
const [load = 0] = loadavg();
const measured = `${rows.toLocaleString('en')} ${values.certificates ? 'certificates' : 'rows × 20 columns'}`;
const machineText = `Node ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)} at the end`;
console.log(`\n${measured}, ${machineText}\n`);
printRuns(runs);
console.log();
printClaims(claims);
if (values.json !== undefined) {
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? '',
    memoryMegabytes: Math.round(totalmem() / 2 ** 20),
    platform: `${process.platform}-${process.arch}`,
    load,
  };
  const at = new Date().toISOString();
  const report = { at, node: process.version, machine, rows, runs: Object.fromEntries(runs), claims };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

function chooseRowCount(): number {
  if (values.certificates) return 5_000;
  if (values.channels) return 200_000;
  return million ? 1_048_575 : 100_000;
}
