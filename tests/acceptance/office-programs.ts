import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Cell } from '../../lib/kernel/sheet.ts';
import { openpyxl } from '../adapters/excel/reference-programs.ts';

const run = promisify(execFile);

/** A workbook for openpyxl: a template filled from `row` on, or a plain one with these headings in row 1. */
export type OpenpyxlJob = {
  readonly path: string;
  readonly row: number;
  readonly rows: readonly (readonly Cell[])[];
} & ({ readonly template: string } | { readonly headings: readonly string[] });

/** Writes all workbooks in one Python process. */
export async function writeByOpenpyxl(jobs: readonly OpenpyxlJob[]): Promise<void> {
  await askPython('write-workbooks.py', [], JSON.stringify(jobs));
}

/** Runs a Python script of this folder and returns its output. */
export async function askPython(program: string, given: readonly string[], input = ''): Promise<string> {
  const python = spawn(openpyxl ?? 'python3', [join(import.meta.dirname, program), ...given], {
    env: { ...process.env, PYTHONIOENCODING: 'utf8' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed: Uint8Array[] = [];
  python.stdout.on('data', (piece: Uint8Array) => printed.push(piece));
  const ended = new Promise<number | null>((resolve, reject) => python.once('error', reject).once('close', resolve));
  python.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return Buffer.concat(printed).toString('utf8');
}

/**
 * Saves workbooks again as .xlsx in one LibreOffice process, and returns the new bytes in order. `folder` holds its
 * profile and output.
 */
export async function savedAgain(paths: readonly string[], folder: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const out = join(folder, 'saved-again');
  await mkdir(out, { recursive: true });
  await run(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      out,
      ...paths,
    ],
    { timeout: 280_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return await Promise.all(paths.map(async (path) => new Uint8Array(await readFile(join(out, basename(path))))));
}
