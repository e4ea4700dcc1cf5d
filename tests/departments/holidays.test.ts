import { describe, expect, test } from 'vitest';
import { judgeHolidays } from '../../lib/departments/holidays/judge-holidays.ts';
import { keepHolidays } from '../../lib/departments/holidays/keep-holidays.ts';
import { listHolidays } from '../../lib/departments/holidays/list-holidays.ts';
import type { HolidayPorts } from '../../lib/departments/holidays/ports.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import { HolidayTable } from '../../schemas/departments/holidays.ts';
import { caller } from '../catalogue/builders.ts';

const now = '2026-12-01T02:00:00.000Z';
const fixed = ['2027-01-01', '2027-05-01', '2027-10-01'];
const table2026 = { year: 2026, holidays: ['2026-01-01'], makeUpDays: ['2026-01-04'], lockVersion: 1 };

function holidaysOf(...stored: readonly HolidayTable[]) {
  const tables = new Map(stored.map((table) => [table.year, table]));
  const recorded: Change[] = [];
  const ports: HolidayPorts = {
    holidayTables: async () => [...tables.values()].toSorted((one, other) => one.year - other.year),
    saveHolidays: async (table) => {
      if ((tables.get(table.year)?.lockVersion ?? 0) !== table.lockVersion - 1) return false;
      tables.set(table.year, table);
      return true;
    },
    now: () => now,
    recordChange: async (change) => void recorded.push(change),
  };
  return { ports, tables, recorded };
}

describe('a table that no announcement can say is refused', () => {
  const sunday = '2027-01-03';
  test.each<[string, { holidays?: string[]; makeUpDays?: string[] }, object]>([
    [
      'a day of the year before',
      { holidays: ['2026-12-31', ...fixed] },
      {
        refused: 'holidays-not-in-year',
        facts: { year: 2027, count: 1 },
        errors: [{ pointer: '/body/holidays/0', detail: '这一天不在 2027 年。' }],
      },
    ],
    [
      'a made-up day of the year after',
      { makeUpDays: ['2028-01-02'] },
      { refused: 'holidays-not-in-year', errors: [{ pointer: '/body/makeUpDays/0' }] },
    ],
    [
      'a day in both lists',
      { holidays: [...fixed, sunday], makeUpDays: [sunday] },
      { refused: 'holidays-in-both', facts: { count: 1 }, errors: [{ pointer: '/body/makeUpDays/0' }] },
    ],
    [
      'a holiday twice',
      { holidays: [...fixed, '2027-05-01'] },
      { refused: 'holidays-repeated', facts: { count: 1 }, errors: [{ pointer: '/body/holidays/3' }] },
    ],
    [
      'a made-up day twice',
      { makeUpDays: [sunday, sunday] },
      { refused: 'holidays-repeated', errors: [{ pointer: '/body/makeUpDays/1' }] },
    ],
    [
      'a made-up day on a Monday',
      { makeUpDays: [sunday, '2027-01-04'] },
      { refused: 'make-up-day-not-weekend', facts: { count: 1 }, errors: [{ pointer: '/body/makeUpDays/1' }] },
    ],
    ['nothing but New Year', { holidays: ['2027-01-01'] }, { refused: 'holidays-incomplete', facts: { count: 2 } }],
    ['nothing at all', { holidays: [] }, { refused: 'holidays-incomplete', facts: { count: 3 } }],
  ])('%s', (_, { holidays = fixed, makeUpDays = [] }, refusal) => {
    expect(judgeHolidays({ year: 2027, holidays, makeUpDays })).toMatchObject(refusal);
  });

  test('holidays on a weekend, and a made-up Saturday, are none of these', () => {
    expect(judgeHolidays({ year: 2027, holidays: [...fixed, '2027-10-02'], makeUpDays: ['2027-10-09'] })).toBeNull();
  });
});

describe('the centre keeps a year', () => {
  const officer = caller('liu-yang', 'operator');
  const request = { caller: officer, query: {}, params: { year: 2027 }, requestId: 'r' };
  const body = { holidays: fixed.toReversed(), makeUpDays: ['2027-10-09'], lockVersion: 0, reason: '按通知录入' };
  const kept = {
    year: 2027,
    holidays: fixed,
    makeUpDays: ['2027-10-09'],
    lockVersion: 1,
    changed: { at: now, by: 'liu-yang', name: officer.name },
  };

  test('in order of days, recorded first', async () => {
    const { ports, tables, recorded } = holidaysOf(table2026);
    const answer = await keepHolidays({ ...request, body }, ports);
    expect(answer).toEqual(kept);
    expect(HolidayTable.parse(answer)).toEqual(kept);
    expect([...tables.values()]).toEqual([table2026, kept]);
    expect(recorded).toEqual([
      {
        by: 'liu-yang',
        via: 'api',
        what: 'holidays-changed',
        target: '2027',
        why: '按通知录入',
        detail: JSON.stringify({ holidays: fixed, makeUpDays: ['2027-10-09'] }),
      },
    ]);
  });

  test('a second time over the version that was read', async () => {
    const { ports, tables } = holidaysOf(kept);
    const answer = await keepHolidays({ ...request, body: { ...body, makeUpDays: [], lockVersion: 1 } }, ports);
    expect(answer).toMatchObject({ makeUpDays: [], lockVersion: 2 });
    expect(tables.get(2027)).toEqual(answer);
  });

  test.each([
    ['as new, although it is there', [kept], 0],
    ['over a version that is no more', [{ ...kept, lockVersion: 3 }], 2],
    ['over a table that is not there', [], 1],
  ])('%s: nothing is changed', async (_, stored, lockVersion) => {
    const { ports, tables, recorded } = holidaysOf(...stored);
    const answer = await keepHolidays({ ...request, body: { ...body, lockVersion } }, ports);
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
    expect([[...tables.values()], recorded]).toEqual([stored, []]);
  });

  test('somebody was faster between reading and writing', async () => {
    const { ports } = holidaysOf();
    const answer = await keepHolidays({ ...request, body }, { ...ports, saveHolidays: async () => false });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('a contradiction is refused before anything is recorded', async () => {
    const { ports, tables, recorded } = holidaysOf();
    const answer = await keepHolidays({ ...request, body: { ...body, makeUpDays: ['2027-10-08'] } }, ports);
    expect(answer).toMatchObject({ refused: 'make-up-day-not-weekend' });
    expect([tables.size, recorded]).toEqual([0, []]);
  });
});

test.each([
  ['next year is not announced', [table2026], [2027]],
  ['nothing is there', [], [2026, 2027]],
  ['an earlier year is not asked for', [table2026, { ...table2026, year: 2027 }], []],
])('the list says which years are missing: %s', async (_, stored, missing) => {
  expect(await listHolidays({}, holidaysOf(...stored).ports)).toEqual({ items: stored, missing });
});
