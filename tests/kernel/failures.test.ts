import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failuresPage } from '../../infra/tools/generate/failures-page.ts';
import { failures } from '../../lib/kernel/failures.ts';

const root = new URL('../../', import.meta.url);
const usage = /\bnew Failure\(\s*'([\w-]+)'|\blog\(\s*'(?:warn|error)',\s*'([\w-]+)'/g;

function findCodes(text: string): string[] {
  return [...text.matchAll(usage)].map(([, thrown, logged]) => thrown ?? logged ?? '');
}

describe('the failure catalogue', () => {
  test('holds exactly the codes that the source throws or logs', () => {
    const texts = globSync('{lib,functions,infra}/**/*.ts', { cwd: root }).map((path) =>
      readFileSync(new URL(path, root), 'utf8'),
    );
    expect([...new Set(texts.flatMap(findCodes))].toSorted()).toEqual(Object.keys(failures).toSorted());
  });

  test.each([
    ["throw new Failure('lease-lost', { delivery });", ['lease-lost']],
    ["throw new Failure(\n  'lease-lost',\n  { delivery },\n);", ['lease-lost']],
    ["edge.log('error', 'http-failed', {});", ['http-failed']],
    ["log('info', 'delivery-status-changed', {});", []],
  ])('the search reads %j', (text, codes) => {
    expect(findCodes(text)).toEqual(codes);
  });

  test.each(Object.entries(failures))('%s says in sentences what happened and what to do', (_, entry) => {
    expect(entry.happened).toMatch(/^[A-Z].*\.$/);
    expect(entry.action).toMatch(/^[A-Z].*\.$/);
  });

  test('the run book page has a row for each code', () => {
    for (const code of Object.keys(failures)) expect(failuresPage()).toContain(`\n| \`${code}\` | `);
  });
});
