import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The Python that has openpyxl; `null` where none has. */
export const openpyxl: string | null =
  ['python3', '/usr/bin/python3'].find((python) => runs(python, ['-c', 'import openpyxl'])) ?? null;
export const libreOffice: boolean = runs('soffice', ['--version']);

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}

/** Runs a Python script over a workbook, `book`; it prints JSON. */
export async function askOpenpyxl(bytes: Uint8Array, script: string): Promise<unknown> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'book.xlsx'), bytes);
    const program = `import json, openpyxl\nbook = openpyxl.load_workbook('book.xlsx')\n${script}`;
    const { stdout } = await run(openpyxl ?? 'python3', ['-c', program], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, PYTHONIOENCODING: 'utf8' },
    });
    return JSON.parse(stdout);
  });
}

/** What LibreOffice makes of a workbook when it opens it and saves it again as .xlsx. */
export async function saveWithLibreOffice(bytes: Uint8Array): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'book.xlsx'), bytes);
    await run('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'book.xlsx'),
    ]);
    const [name] = await readdir(join(folder, 'out'));
    return readFile(join(folder, 'out', name ?? ''));
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'guiji-excel-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
