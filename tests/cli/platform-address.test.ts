import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPlatform } from '../../lib/cli/platform/platform-address.ts';
import { call } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-address-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const find = (url?: string, environment: Readonly<Record<string, string>> = {}) =>
  findPlatform(url, { environment: { GUIJI_CACHE: folder, ...environment } });
const save = (url: string) => writeFileSync(join(folder, 'platform.address.json'), JSON.stringify({ url }));
const run = (url: string, pid = process.pid) =>
  writeFileSync(join(folder, 'local.system.json'), JSON.stringify({ url, pid }));

describe('the platform is found', () => {
  test.each<[string, () => ReturnType<typeof find>, string, string]>([
    [
      'by the option',
      () => (save('http://saved'), find('http://given/', { GUIJI_URL: 'http://set' })),
      'http://given',
      'option',
    ],
    [
      'by the environment',
      () => (save('http://saved'), find(undefined, { GUIJI_URL: ' http://set ' })),
      'http://set',
      'environment',
    ],
    ['as it was saved', () => (save('http://saved'), run('http://127.0.0.1:9'), find()), 'http://saved', 'saved'],
    ['while it runs on this machine', () => (run('http://127.0.0.1:9090'), find()), 'http://127.0.0.1:9090', 'running'],
    [
      'not by what has died',
      () => (run('http://127.0.0.1:9090', 999_999_999), find()),
      'http://127.0.0.1:8080',
      'default',
    ],
    ['by default', () => find(), 'http://127.0.0.1:8080', 'default'],
    [
      'not by a file that is cut off',
      () => (writeFileSync(join(folder, 'local.system.json'), '{"ur'), find()),
      'http://127.0.0.1:8080',
      'default',
    ],
  ])('%s', (_, finding, url, origin) => {
    expect(finding()).toEqual({ url, origin });
  });
});

test('connect saves an address for its owner only, shows it, and forgets it', async () => {
  const environment = { GUIJI_CACHE: join(folder, 'new') };
  const connect = async (...words: string[]) => await call(['connect', ...words], { environment });
  expect(await connect('https://guiji.example/')).toMatchObject({
    code: 0,
    stdout: '系统地址 https://guiji.example（由 guiji connect 保存）。\n',
  });
  const file = join(folder, 'new', 'platform.address.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url: 'https://guiji.example' });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect((await connect('--forget')).stdout).toContain('默认地址');
  for (const address of ['guiji.example', 'ftp://guiji.example', 'https://me:secret@guiji.example']) {
    const { code, stderr } = await connect(address);
    expect(code).toBe(2);
    expect(stderr).not.toContain('secret@');
  }
});

test.each(['--version', '-V', 'version'])('%s says the version', async (word) => {
  expect(await call([word])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^guiji 1\.2\.3（Node\.js 2\d/) });
});
