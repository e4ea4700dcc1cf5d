import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localClients, localPeople } from '../../infra/local/accounts.ts';
import { seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { commands } from '../../lib/cli/commands.ts';
import { extractBlocks, listDocuments, listFiles, readText, root } from './read-document.ts';

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readText('package.json')));
const documents = listDocuments();
/** Pages that exist in both languages. */
const translated = documents.filter((file) => documents.includes(file.replace(/\.md$/, '.zh-CN.md')));
const toChinese = (file: string) => file.replace(/\.md$/, '.zh-CN.md');
const bothLanguages = (file: string) => [file, toChinese(file)];

const findAll = (file: string, pattern: RegExp) => [
  ...new Set([...readText(file).matchAll(pattern)].map((match) => match[1] ?? '')),
];
/** What is to be typed or compared, without the remarks beside it. */
const withoutRemarks = (file: string) =>
  extractBlocks(readText(file))
    .filter(({ language }) => language !== 'mermaid')
    .map(({ text }) => text.replaceAll(/ +# .*$/gm, ''));

describe.each(documents)('%s', (file) => {
  test('links to files that exist', () => {
    const links = findAll(file, /\]\(([^)#]+)(?:#[^)]*)?\)/g).filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(new URL(link, new URL(file, root))))).toEqual([]);
  });

  test('names scripts and commands that exist', () => {
    expect(findAll(file, /npm run ([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(findAll(file, /npx guiji ([a-z][a-z-]*)/g).filter((name) => !(name in commands))).toEqual([]);
  });

  test('names source files and folders that exist', () => {
    const paths = findAll(file, /`((?:lib|schemas|functions|infra|tests|docs)\/[\w./-]+)`/g);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  test('is at most 8 KB', () => {
    expect(Buffer.byteLength(readText(file))).toBeLessThanOrEqual(8192);
  });

  test('counts as the seeds do', () => {
    const datasets = seedDatasets();
    const fields = datasets.reduce((sum, { content }) => sum + content.fields.length, 0);
    const numbers = [seedDepartments().filter(({ batch }) => batch !== undefined).length, datasets.length, fields];
    expect(numbers.filter((number) => !new RegExp(`(?<!\\d)${number} `).test(readText(file)))).toEqual([]);
  });
});

describe.each(bothLanguages('docs/guides/local-system.md'))('%s', (file) => {
  test('names accounts that exist, and every person', () => {
    const clients = new Map(localClients().map(({ account, secret }) => [account.subject, secret]));
    const named = [...readText(file).matchAll(/^\| `([a-z-]+)` +\| `([a-z-]+)` +\|/gm)];
    expect(named).toHaveLength(5);
    for (const [, id = '', secret] of named) expect(clients.get(id)).toBe(secret);
    for (const { name, subject } of localPeople) expect(readText(file)).toContain(`${name} \`${subject}\``);
  });
});

test.each(bothLanguages('docs/guides/command-line.md'))('%s names every command', (file) => {
  expect([...new Set(findAll(file, /npx guiji ([a-z][a-z-]*)/g))].toSorted()).toEqual(Object.keys(commands).toSorted());
});

test('every guide and the README exist in both languages', () => {
  const english = documents.filter((file) => /^(README|docs\/guides\/[\w-]+)\.md$/.test(file));
  expect(english.length).toBeGreaterThan(6);
  expect(english.filter((file) => !translated.includes(file))).toEqual([]);
});

test.each(translated)('%s and its Chinese version have the same commands and parts', (file) => {
  const headings = (name: string) => findHeadings(readText(name));
  expect(withoutRemarks(toChinese(file))).toEqual(withoutRemarks(file));
  expect(headings(toChinese(file))).toEqual(headings(file));
});

test('every page in docs/ is reachable from docs/README.md', () => {
  const reached = new Set<string>();
  const waiting = ['docs/README.md'];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file) || !documents.includes(file)) continue;
    reached.add(file);
    const here = file;
    for (const link of findAll(file, /\]\(([^)#]+)/g))
      if (!/^https?:/.test(link)) waiting.push(new URL(link, new URL(here, root)).href.slice(root.href.length));
  }
  expect(documents.filter((file) => file.startsWith('docs/') && !reached.has(file))).toEqual([]);
});

test.each(documents.filter((file) => /^docs\/decisions\/\d/.test(file)))(
  '%s has a number, a date and its row in the index',
  (file) => {
    const [, number = '', title = '', date = ''] = /^# (\d{4}) (.+)\n\n(\d{4}-\d\d-\d\d) · /.exec(readText(file)) ?? [];
    expect(file).toMatch(new RegExp(`/${number}-[a-z-]+\\.md$`));
    const row = new RegExp(
      `^\\| \\[${number}\\]\\(${file.slice('docs/decisions/'.length)}\\) +\\| ${date} +\\| (.+?) +\\|$`,
      'm',
    );
    expect(row.exec(readText('docs/decisions/README.md'))?.[1]).toBe(title);
  },
);

test('source code names documents that exist', () => {
  const named = new Map<string, string>();
  for (const file of listFiles(['functions/', 'infra/', 'lib/', 'schemas/'], '.ts'))
    for (const [path] of readText(file).matchAll(/docs\/[\w/-]+\.md/g)) named.set(path, file);
  expect([...named].filter(([path]) => !existsSync(new URL(path, root)))).toEqual([]);
});

function findHeadings(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/^(##+) /gm)].map((match) => match[1]);
}
