import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  defaultStateDirectory,
  describeError,
  forgetState,
  lockState,
  resetCommand,
} from '../../../infra/local/state-directory.ts';

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'guiji-state-'));
  directory = join(parent, 'state');
});
afterEach(() => {
  chmodSync(parent, 0o700);
  rmSync(parent, { recursive: true, force: true });
});

const stamp = (content: string): void => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'guiji-local.json'), content);
};

test.each<[string, () => void, RegExp | null]>([
  ['not there', () => undefined, null],
  ['empty', () => mkdirSync(directory), null],
  ['ours', () => stamp('{"format":3}'), null],
  [
    'locked by a process that has died',
    () => (stamp('{"format":3}'), writeFileSync(join(directory, 'lock'), '999999999')),
    null,
  ],
  [
    'locked by a running process',
    () => (stamp('{"format":3}'), writeFileSync(join(directory, 'lock'), String(process.ppid))),
    /已在运行/,
  ],
  ['a lock without a number', () => (stamp('{"format":3}'), writeFileSync(join(directory, 'lock'), '')), null],
  ['of another program', () => (mkdirSync(directory), writeFileSync(join(directory, 'thesis.docx'), 'x')), /别的内容/],
  ['of another format', () => stamp('{"format":2}'), /版本与当前程序不符/],
  ['with a stamp that is no JSON', () => stamp('{"format'), /无法使用/],
  ['a file', () => writeFileSync(directory, 'x'), /无法使用/],
])('a state folder that is %s', (_, prepare, refusal) => {
  prepare();
  if (refusal !== null) {
    expect(() => lockState(directory)).toThrow(refusal);
    return;
  }
  const release = lockState(directory);
  expect(existsSync(join(directory, 'lock'))).toBe(true);
  release();
  expect(existsSync(join(directory, 'lock'))).toBe(false);
});

test('reset deletes our own folder, and no other', () => {
  expect(forgetState(directory)).toBe(false);
  lockState(directory)();
  expect(forgetState(directory)).toBe(true);
  expect(existsSync(directory)).toBe(false);
  mkdirSync(directory);
  writeFileSync(join(directory, 'thesis.docx'), 'x');
  expect(() => forgetState(directory)).toThrow(/没有删除/);
  expect(existsSync(join(directory, 'thesis.docx'))).toBe(true);
});

test('reset refuses a running system', () => {
  const release = lockState(directory);
  expect(() => forgetState(directory)).toThrow(/正在运行/);
  release();
});

test('what an earlier version left readable for all is closed to others', () => {
  stamp('{"format":3}');
  writeFileSync(join(directory, 'identity.json'), '{}', { mode: 0o644 });
  mkdirSync(join(directory, 'objects'), { mode: 0o755 });
  for (const name of ['', 'identity.json']) chmodSync(join(directory, name), name === '' ? 0o755 : 0o644);
  lockState(directory)();
  const modeOf = (name: string) => statSync(join(directory, name)).mode & 0o777;
  expect([modeOf(''), modeOf('identity.json'), modeOf('objects')]).toEqual([0o700, 0o600, 0o711]);
});

test.each([
  [defaultStateDirectory, 'npm run reset'],
  ['/other', 'npm run reset -- --state /other'],
  ["/a b/it's", "npm run reset -- --state '/a b/it'\\''s'"],
])('the command that clears %s', (path, command) => {
  expect(resetCommand(path)).toBe(command);
});

test.each([
  ['a file cut off', () => JSON.parse('{"a'), /^其中一个文件不完整，或不是本系统写的$/],
  ['no directory can be made', () => mkdirSync('/proc/x'), /不能在那里建立文件夹/],
  ['several lines', () => Promise.reject(new Error('Corruption: x\n  at y')), /^技术信息：Corruption: x$/],
])('the cause in one line: %s', async (_, fail, sentence) => {
  const error: unknown = await (async () => await fail())().catch((thrown: unknown) => thrown);
  expect(describeError(error)).toMatch(sentence);
});
