import { describe, expect, test } from 'vitest';
import { listDepartments } from '../../lib/departments/list-departments.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';

const departments = [
  { id: 'office-b', batch: 2 as const },
  { id: 'centre' },
  { id: 'office-c', batch: 1 as const },
  { id: 'office-a', batch: 2 as const },
  { id: 'office-d', batch: 1 as const },
].map((department) => ({ name: '测试部门', aliases: [], toBeConfirmed: [], ...department }));
const ports = { departments: async () => departments };

async function walk(query: { limit: number; batch?: number }): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await listDepartments({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }, ports);
    if (isRefused(page)) throw new Error(page.refused);
    pages.push(page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return pages;
}

test.each<[string, { limit: number; batch?: number }, readonly (readonly string[])[]]>([
  ['by batch, those without one last', { limit: 50 }, [['office-c', 'office-d', 'office-a', 'office-b', 'centre']]],
  [
    'page by page, none twice and none left out',
    { limit: 2 },
    [['office-c', 'office-d'], ['office-a', 'office-b'], ['centre']],
  ],
  ['a full last page has no next one', { limit: 5 }, [['office-c', 'office-d', 'office-a', 'office-b', 'centre']]],
  ['one batch only', { limit: 1, batch: 2 }, [['office-a'], ['office-b']]],
  ['a batch without departments', { limit: 5, batch: 3 }, [[]]],
])('%s', async (_, query, pages) => {
  expect(await walk(query)).toEqual(pages);
});

describe('a malformed cursor', () => {
  test.each([
    '',
    'abc',
    '!!',
    'W10',
    Buffer.from('["departments/all",[1]]').toString('base64url'),
    Buffer.from('["departments/2",[1,"office-c"]]').toString('base64url'),
  ])('%s', async (cursor) => {
    expect(await listDepartments({ query: { limit: 1, cursor } }, ports)).toMatchObject({
      refused: 'cursor-not-valid',
    });
  });
});
