import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const files = (pattern: string) => globSync(pattern, { cwd: root }).toSorted();
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The code of a file without comments and string contents. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/gm, '')
    .replaceAll(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");
}

/** Rooms, kernel and schemas take time, randomness and everything outside as arguments. */
const worldly: readonly (readonly [what: string, said: RegExp])[] = [
  ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bperformance\.|\bTemporal\.Now\b/],
  ['chance', /\bMath\.random\b|\bcrypto\.|\brandomUUID\b|(?<!z\.)\bulid\(/],
  ['the environment', /\bprocess\b|\bimport\.meta\.env\b/],
  ['the network', /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/],
  ['the console', /\bconsole\b/],
  ['a timer', /\bset(?:Timeout|Interval|Immediate)\b/],
  ['the whole world', /\bglobalThis\b|\brequire\(/],
];
const pureFolders =
  '{schemas,lib/{kernel,departments,catalogue,collection,records,certificates,sharing,supervision}}/**/*.ts';

describe('rooms, kernel and schemas have no side effects', () => {
  test.each(worldly)('not %s', (_, said) => {
    expect(files(pureFolders).filter((path) => said.test(codeOf(textOf(path))))).toEqual([]);
  });

  test.each<[string, string, boolean]>([
    ['the clock', 'const today = new Date();', true],
    ['the clock', 'const day = new Date(day);', false],
    ['the clock', "const hint = 'Date.now is not for rooms';", false],
    ['the clock', '/** Never Date.now here. */ const a = 1;', false],
    ['the clock', 'const a = 1; // not Date.now', false],
    ['chance', 'if (Math.random() > 0.5) return;', true],
    ['the environment', 'const table = process.env.TABLE;', true],
    ['the environment', 'const processing = 1;', false],
    ['the network', 'await fetch(address)', true],
    ['the network', 'await ports.fetchPage(address)', false],
    ['the console', 'console.log(row)', true],
  ])('the search for %s reads: %s', (what, text, found) => {
    const said = worldly.find(([name]) => name === what)?.[1];
    expect(said?.test(codeOf(text))).toBe(found);
  });
});

test('only lib/wiring/ reads the environment', () => {
  const readers = files('{lib,functions,schemas}/**/*.ts').filter((path) =>
    /\bprocess\.env\b/.test(codeOf(textOf(path))),
  );
  expect(readers.filter((path) => !path.startsWith('lib/wiring/') && !path.startsWith('lib/cli/'))).toEqual([]);
});

/**
 * File = export: ingest-excel.ts exports ingestExcel, search-index.ts exports buildSearchIndex.
 * Where several things share a file, it is named after their subject.
 */
describe('a file is named after its export', () => {
  const given = (text: string) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name = '']) => name);
  const nameOf = (path: string) =>
    basename(path, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const bears = (path: string, name: string) =>
    [name, name.replace(/^(is|has|build|find|exceeds)(?=[A-Z])/, ''), name.replace(/(Of|For)$/, '')].some(
      (one) => one.toLowerCase() === nameOf(path).toLowerCase(),
    );

  test('in the rooms, a file with one export has its name', () => {
    const stray = files('lib/{departments,catalogue,collection,records,certificates,sharing,supervision}/**/*.ts')
      .map((path) => [path, given(textOf(path))] as const)
      .filter(([path, [name = '', ...more]]) => name !== '' && more.length === 0 && !bears(path, name));
    expect(stray).toEqual([]);
  });

  test('names are in kebab case', () => {
    expect(
      files('{schemas,lib,functions,infra,tests}/**/*.{ts,mjs}').filter(
        (path) =>
          !/^([a-z0-9-]+\/)+[a-z0-9]+(-[a-z0-9]+)*((\.long)?\.test|\.journey|\.config|\.d)?\.(ts|mjs)$/.test(path),
      ),
    ).toEqual([]);
  });

  test('nothing is called a helper, a manager or utils', () => {
    expect(
      files('{schemas,lib,functions,infra,tests}/**/*').filter((path) =>
        /helper|manager|utils?\b|misc|common/i.test(basename(path)),
      ),
    ).toEqual([]);
  });
});

test('types can be stripped (erasable syntax only)', () => {
  const unstripped = files('{schemas,lib,functions,infra}/**/*.ts').filter((path) => {
    try {
      stripTypeScriptTypes(textOf(path), { mode: 'strip' });
      return false;
    } catch {
      return true;
    }
  });
  expect(unstripped).toEqual([]);
});

test('no paths or registries of one machine are named', () => {
  const strange = files('{schemas,lib,functions,infra,tests,docs}/**/*.{ts,mjs,md,yml,json}').filter(
    (path) => !path.startsWith('tests/architecture/') && /\/work\/|registry\.[a-z]+\./.test(textOf(path)),
  );
  expect(strange).toEqual([]);
});
