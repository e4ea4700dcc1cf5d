import { describe, expect, test } from 'vitest';
import { listDepartments } from '../../lib/departments/list-departments.ts';
import type { UnitKind } from '../../schemas/departments/department.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';

const departments = [
  { id: 'office-b', batch: 2 as const },
  { id: 'centre', kind: 'centre' as const },
  { id: 'zone-a', kind: 'zone' as const },
  { id: 'county-b', kind: 'county' as const },
  { id: 'county-a', kind: 'county' as const },
  { id: 'office-c', batch: 1 as const },
  { id: 'office-a', batch: 2 as const },
  { id: 'office-d', batch: 1 as const },
].map((department) => ({
  name: '测试部门',
  kind: 'department' as const,
  aliases: [],
  toBeConfirmed: [],
  ...department,
}));
const ports = { departments: async () => departments };
type Query = { limit: number; batch?: number; kind?: UnitKind };

async function walk(query: Query): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await listDepartments({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }, ports);
    if (isRefused(page)) throw new Error(page.refused);
    pages.push(page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return pages;
}

test.each<[string, Query, readonly (readonly string[])[]]>([
  [
    'by batch, then counties, zones and the centre, which have none',
    { limit: 50 },
    [['office-c', 'office-d', 'office-a', 'office-b', 'county-a', 'county-b', 'zone-a', 'centre']],
  ],
  [
    'page by page, none twice and none left out',
    { limit: 2 },
    [
      ['office-c', 'office-d'],
      ['office-a', 'office-b'],
      ['county-a', 'county-b'],
      ['zone-a', 'centre'],
    ],
  ],
  ['a full last page has no next one', { limit: 2, kind: 'county' }, [['county-a', 'county-b']]],
  ['one kind only, page by page', { limit: 1, kind: 'county' }, [['county-a'], ['county-b']]],
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
    Buffer.from('["departments/all/all",[1]]').toString('base64url'),
    Buffer.from('["departments/2/all",[1,"office-c"]]').toString('base64url'),
  ])('%s', async (cursor) => {
    expect(await listDepartments({ query: { limit: 1, cursor } }, ports)).toMatchObject({
      refused: 'cursor-not-valid',
    });
  });
});
