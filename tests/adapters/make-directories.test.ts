import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeDirectories } from '../../lib/adapters/make-directories.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiji-make-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes what is missing, with the mode, and accepts what is there', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeDirectories(path, { mode: 0o700 });
  makeDirectories(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('throws below a file', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeDirectories(join(folder, 'file', 'x'))).toThrow(/ENOTDIR/);
});

test.skipIf(!existsSync('/proc/self'))('throws below /proc, where Node’s own never returns', () => {
  expect(() => makeDirectories('/proc/guiji/x')).toThrow(/ENOENT/);
});
