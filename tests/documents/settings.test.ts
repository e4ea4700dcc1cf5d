import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolvedService } from '../../infra/local/resolved-service.ts';
import { readText, root } from './read-document.ts';

const pages = ['docs/operations/settings.md', 'docs/operations/settings.zh-CN.md'];

/** Names that follow from service and stage, and what Node itself reads. */
const needsNoPage = /_(TABLE|BUCKET|QUEUE)$|^(SECRETS_PREFIX|GUIJI_STAGE|NODE_OPTIONS)$/;

const Environments = z.object({
  provider: z.object({ environment: z.record(z.string(), z.string()) }),
  functions: z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()).optional() })),
});
const { provider, functions } = Environments.parse(await resolvedService());
const given = new Map([
  ...Object.entries(provider.environment),
  ...Object.values(functions).flatMap(({ environment = {} }) => Object.entries(environment)),
]);
const settings = [...given.keys()].filter((name) => !needsNoPage.test(name));

const serviceText = readText('serverless.yml');
const parameters = [
  ...new Set([...serviceText.matchAll(/\$\{param:(\w+)/g)].map(([, name = '']) => name)),
  ...globSync('infra/resources/*.yml', { cwd: root }).flatMap((file) =>
    [...readText(file).matchAll(/\$\{param:(\w+)/g)].map(([, name = '']) => name),
  ),
];
const environmentNames = [...new Set([...serviceText.matchAll(/env:(GUIJI_\w+)/g)].map(([, name = '']) => name))];

const sources = ['lib', 'functions'].flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
const read = new Set(
  sources.flatMap((file) =>
    [...readText(file).matchAll(/\b\w*[sS]etting\('([A-Z][A-Z_]+)'/g)].map(([, name = '']) => name),
  ),
);
const quoted = (file: string, pattern: RegExp) =>
  new Set([...readText(file).matchAll(pattern)].map(([, name = '']) => name));

test('the code reads no setting that serverless.yml does not give', () => {
  expect(read.size).toBeGreaterThan(30);
  expect([...read].filter((name) => !given.has(name))).toEqual([]);
});

test('serverless.yml gives no setting that the code does not read', () => {
  expect(settings.filter((name) => !read.has(name))).toEqual([]);
});

describe.each(pages)('%s', (file) => {
  const named = quoted(file, /`([A-Z][A-Z_]+)`/g);

  test('explains every setting, with its value', () => {
    expect(settings.filter((name) => !named.has(name))).toEqual([]);
    const rows = readText(file).split('\n');
    for (const name of settings.filter((one) => /^[\d.-]+$/.test(given.get(one) ?? ''))) {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` `));
      expect([name, row?.split('|')[2]?.trim().split(/[ （]/)[0]]).toEqual([name, given.get(name)]);
    }
  });

  test('explains nothing that cannot be set', () => {
    expect([...named].filter((name) => !given.has(name) && !environmentNames.includes(name))).toEqual([]);
  });

  test('explains every parameter and the variable that gives it', () => {
    const words = quoted(file, /`(\w+)`/g);
    expect([...parameters, ...environmentNames].filter((name) => !words.has(name))).toEqual([]);
  });
});
