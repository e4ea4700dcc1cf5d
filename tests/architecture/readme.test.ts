import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localClients, localPeople } from '../../infra/local/accounts.ts';
import { resolvedService } from '../../infra/local/resolved-service.ts';
import { seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { commands } from '../../lib/cli/commands.ts';

const root = new URL('../../', import.meta.url);
const text = (file: string) => readFileSync(new URL(file, root), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(text('package.json')));

const found = (file: string, pattern: RegExp) => [
  ...new Set([...text(file).matchAll(pattern)].map((match) => match[1] ?? '')),
];
/** Code blocks without the comments beside the commands. */
const blocksOf = (file: string) =>
  [...text(file).matchAll(/^ *```\w*\n(.*?)^ *```$/gms)].map((match) => (match[1] ?? '').replaceAll(/ +# .*$/gm, ''));

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  test('links to existing files', () => {
    const links = found(file, /\]\(([^)#]+)\)/g).filter((link) => !link.startsWith('http'));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
  });

  test('names existing scripts and commands', () => {
    expect(found(file, /npm run ([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(found(file, /npx guiji ([a-z]+)/g).toSorted()).toEqual(Object.keys(commands).toSorted());
  });

  test('names existing accounts, and every person', () => {
    const clients = new Map(localClients().map(({ account, secret }) => [account.subject, secret]));
    const named = [...text(file).matchAll(/^\| `([a-z-]+)` +\| `([a-z-]+)` +\|/gm)];
    expect(named).toHaveLength(5);
    for (const [, id = '', secret] of named) expect(clients.get(id)).toBe(secret);
    for (const { name, subject } of localPeople) expect(text(file)).toContain(`${name} \`${subject}\``);
  });

  test('gives the counts of the seeds', () => {
    const datasets = seedDatasets();
    const fields = datasets.reduce((sum, { content }) => sum + content.fields.length, 0);
    const numbers = [seedDepartments().filter(({ batch }) => batch !== undefined).length, datasets.length, fields];
    expect(numbers.filter((number) => !new RegExp(`(?<!\\d)${number} `).test(text(file)))).toEqual([]);
  });

  test('gives the values of settings', async () => {
    const { provider } = await resolvedService();
    for (const name of ['LEASE_SECONDS', 'MAX_DELIVERY_ATTEMPTS', 'SHRINK_LIMIT', 'PART_ROWS'])
      expect(text(file)).toMatch(new RegExp(`\`${name}\` +\\| ${provider.environment[name]}[ （]`));
  });
});

test('both have the same commands and the same parts', () => {
  const headings = (file: string) => [...text(file).matchAll(/^(##+) /gm)].map((match) => match[1]);
  expect(blocksOf('README.zh-CN.md')).toEqual(blocksOf('README.md'));
  expect(headings('README.zh-CN.md')).toEqual(headings('README.md'));
});
