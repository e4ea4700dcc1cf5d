import { parseArgs } from 'node:util';
import { readByExceljs, readByOurs, takeIn } from './work.ts';

// One piece of work in a process of its own, so that its time and its peak memory are its own. Prints one line of JSON.

const { positionals } = parseArgs({ allowPositionals: true });
const [what, path = '', folder = ''] = positionals;
const began = process.cpuUsage();
const start = performance.now();
const result =
  what === 'exceljs' ? { rows: await readByExceljs(path) } : what === 'read' ? { rows: await readByOurs(path) } : await takeIn(path, folder, what === 'again' ? 'again' : 'first');
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(began);
console.log(JSON.stringify({ ...result, seconds, cpu: (user + system) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
