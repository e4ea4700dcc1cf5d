import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { seedDatasets } from '../../../../infra/seeds/index.ts';
import { commandLinePlugins, functionPlugins } from '../../../../infra/tools/build/plugins/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-workbooks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles the program, runs it and returns its lines. */
async function writeAll(name: string, plugins: readonly Plugin[]): Promise<{ lines: string[]; bytes: number }> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: projectDirectory,
    entryPoints: ['tests/infra/tools/build/every-workbook.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    plugins: [...plugins],
    // The program reads the seeds beside their module.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(projectDirectory, 'infra/seeds/index.ts')).href) },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(process.argv[1]);",
    },
    logLevel: 'silent',
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile], { env: { TZ: 'UTC' } });
  return { lines: stdout.trim().split('\n'), bytes: statSync(outfile).size };
}

test('every workbook of every dataset is the same, byte for byte, with exceljs whole and with its writer alone', async () => {
  const [whole, trimmed] = await Promise.all([
    writeAll('whole', commandLinePlugins),
    writeAll('trimmed', functionPlugins),
  ]);
  expect(whole.lines).toHaveLength(4 * seedDatasets().length);
  expect(trimmed.lines).toEqual(whole.lines);
  expect(trimmed.bytes).toBeLessThan(whole.bytes - 700_000);
});
