import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';

let dist: string;
let place: string;
beforeAll(async () => {
  dist = mkdtempSync(join(projectDirectory, 'dist-'));
  const outfile = join(dist, 'functions/departments/example.mjs');
  await build({
    absWorkingDir: projectDirectory,
    entryPoints: ['lib/kernel/failure.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    minify: true,
    sourcemap: 'external',
  });
  const lines = readFileSync(outfile, 'utf8').split('\n');
  const row = lines.findIndex((line) => line.includes('constructor('));
  place = `dist/functions/departments/example.mjs:${row + 1}:${(lines[row] ?? '').indexOf('constructor(') + 1}`;
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const resolveStack = (stack: string): string =>
  execFileSync(process.execPath, ['infra/tools/build/resolve-stack.ts', '--dist', dist], {
    cwd: projectDirectory,
    input: stack,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });

test('a frame of a bundle becomes the line of its source; other text stays', () => {
  const constructorLine =
    readFileSync(join(projectDirectory, 'lib/kernel/failure.ts'), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes('constructor(')) + 1;
  expect(resolveStack(`"stack":["a (file:///var/task/${place})","node:internal/x:1:2"]`)).toMatch(
    new RegExp(`^"stack":\\["a \\(lib/kernel/failure\\.ts:${constructorLine}:\\d+\\)","node:internal/x:1:2"\\]\\n$`),
  );
});

test('a frame without a map stays as it is', () => {
  const stack = 'at b (file:///var/task/dist/functions/records/other.mjs:1:2)\n';
  expect(resolveStack(stack)).toBe(stack);
});
