import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectDirectory } from '../../infra/local/project-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiji-npx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = join(folder, 'infra', 'tools', 'start');
const run = async (): Promise<string> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [join(place, 'guiji.mjs'), '--help'], (error, stdout, stderr) =>
      resolve(`${error?.code ?? 0} ${stdout}${stderr}`),
    );
  });

test('npx guiji says how to build it before a build, and runs it afterwards', async () => {
  mkdirSync(place, { recursive: true });
  copyFileSync(join(projectDirectory, 'infra', 'tools', 'start', 'guiji.mjs'), join(place, 'guiji.mjs'));
  expect(await run()).toMatch(/^2 命令行还没有构建。.*npm run build.*\n$/);
  mkdirSync(join(folder, 'dist', 'cli'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'cli', 'guiji.mjs'), 'console.log(process.argv.slice(2).join());\n');
  expect(await run()).toBe('0 --help\n');
});
