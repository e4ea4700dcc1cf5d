import { describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../../../lib/adapters/sources/database/connection.ts';
import {
  maxPageCharacters,
  pageBudget,
  readWithinBudget,
} from '../../../../lib/adapters/sources/database/page-budget.ts';
import { openTable } from '../../../../lib/adapters/sources/database/table-session.ts';

describe('the cells of a page', () => {
  test.each<[string, readonly (string | null)[], readonly (string | null)[] | string]>([
    ['as many as there may be', ['12345', null, '67890'], ['12345', null, '67890']],
    ['one character more', ['12345', '678901'], 'row-too-large'],
    ['one cell of all', ['12345678901'], 'row-too-large'],
  ])('%s', async (_, cells, result) => {
    const budget = pageBudget(10);
    const read = async () => cells.map(budget.take);
    if (typeof result === 'string')
      await expect(budget.spend(read)).rejects.toMatchObject({ code: result, facts: { limit: 10 } });
    else expect(await budget.spend(read)).toEqual(result);
    expect(await budget.spend(async () => budget.take('1234567890'))).toBe('1234567890');
  });

  test('cells beyond the budget are dropped as they come', () => {
    const { take } = pageBudget(10);
    expect(['12345', '123456', 'x'].map(take)).toEqual(['12345', '', '']);
  });

  test('fewer rows are read until they fit; other failures and one row are thrown', async () => {
    const asked: number[] = [];
    const reading = async (rows: number) => {
      asked.push(rows);
      return await pageBudget(10).spend(async () => Array.from({ length: rows }, () => '12'));
    };
    expect(await readWithinBudget(100, reading)).toMatchObject({ rows: 100 });
    const budget = pageBudget(10);
    const counting = (width: number) => async (rows: number) => {
      asked.push(rows);
      return await budget.spend(async () => Array.from({ length: rows }, () => budget.take('x'.repeat(width))));
    };
    asked.length = 0;
    expect(await readWithinBudget(100, counting(2))).toMatchObject({ rows: 2, page: ['xx', 'xx'] });
    expect(asked).toEqual([100, 25, 7, 2]);
    await expect(readWithinBudget(100, counting(11))).rejects.toMatchObject({ code: 'row-too-large' });
    await expect(readWithinBudget(3, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  });
});

test('a table of large rows is read whole, in pages of fewer rows', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => `K-${String(index).padStart(3, '0')}`);
  const budget = pageBudget();
  const asked: number[] = [];
  const connection: DatabaseConnection = {
    rows: async ({ text, values }) => {
      if (text.includes('clock_timestamp')) return [['2026-01-01', null]];
      const limit = Number(/LIMIT (\d+)$/.exec(text)?.[1]);
      // Questions about the table itself have no limit.
      if (Number.isNaN(limit)) return [];
      asked.push(limit);
      return await budget.spend(async () =>
        rows
          .filter((key) => key > (values[0] ?? ''))
          .slice(0, limit)
          .map((key) => [key, 'x'.repeat(maxPageCharacters / 8), 'I', '2026-01-01'].map(budget.take)),
      );
    },
    run: async () => 0,
    close: async () => undefined,
  };
  const session = await openTable(
    async () => connection,
    { system: 'postgresql', schema: 's', table: 't', columns: ['no', 'text'], key: ['no'] },
    { mode: 'full', startedAt: '2026-01-01T00:00:00.000Z' },
    { pageRows: 40, overlapSeconds: 0, statementSeconds: 10 },
  );
  const keys: string[] = [];
  for (let checkpoint: string | null = null; ;) {
    const page = await session.page(checkpoint);
    keys.push(...(new TextDecoder().decode(page.bytes).match(/K-\d{3}/g) ?? []));
    if (page.next === null) break;
    checkpoint = page.next;
  }
  expect(keys).toEqual(rows);
  expect(asked.slice(0, 4)).toEqual([40, 10, 3, 3]);
});
