import { expect, test } from 'vitest';
import { findDueDay } from '../../../lib/certificates/coverage/due-day.ts';
import { rules } from './rules.ts';

const before = '2020-11-20T02:00:00.000Z';
const system = { fromSystem: true };
const paper = { fromSystem: false };
const backfill = (day: string) => ({ day, rule: 'backfill' as const });
const daily = (day: string) => ({ day, rule: 'daily' as const });

test.each([
  [
    'from a system, issued in 2018: the first day',
    system,
    { issuedYear: 2018, since: before },
    10_000,
    backfill('2020-11-30'),
  ],
  [
    'from a system, issued in 2017: the last day',
    system,
    { issuedYear: 2017, since: before },
    10_000,
    backfill('2020-12-31'),
  ],
  [
    'from a system, the number of rows does not matter',
    system,
    { issuedYear: 1999, since: before },
    3,
    backfill('2020-12-31'),
  ],
  ['paper, 500 rows: all on the first day', paper, { issuedYear: 1999, since: before }, 500, backfill('2020-11-30')],
  [
    'paper, 501 rows, issued in 2018: the first day',
    paper,
    { issuedYear: 2018, since: before },
    501,
    backfill('2020-11-30'),
  ],
  ['paper, 501 rows, issued in 2017: not required', paper, { issuedYear: 2017, since: before }, 501, null],
  [
    'an old licence delivered late was due on the notice’s day',
    system,
    { issuedYear: 2019, since: '2026-11-24T02:00:00.000Z' },
    1,
    backfill('2020-11-30'),
  ],
  [
    'a new licence is due the day after it became known',
    system,
    { issuedYear: 2026, since: '2026-11-24T02:00:00.000Z' },
    1,
    daily('2026-11-25'),
  ],
  [
    'by the day in Shanghai: 23:30 there is still the same day',
    system,
    { issuedYear: 2026, since: '2026-11-24T15:30:00.000Z' },
    1,
    daily('2026-11-25'),
  ],
  [
    'and half past midnight is the next',
    system,
    { issuedYear: 2026, since: '2026-11-24T16:30:00.000Z' },
    1,
    daily('2026-11-26'),
  ],
  [
    'of the notice’s own year, known before the day: on the day',
    paper,
    { issuedYear: 2020, since: before },
    600,
    backfill('2020-11-30'),
  ],
  [
    'known the day before it: on the day',
    paper,
    { issuedYear: 2020, since: '2020-11-29T02:00:00.000Z' },
    600,
    backfill('2020-11-30'),
  ],
  [
    'known on it: the day after',
    paper,
    { issuedYear: 2020, since: '2020-11-30T02:00:00.000Z' },
    600,
    daily('2020-12-01'),
  ],
  ['without a year of issue: like a new one', paper, { since: '2020-12-05T02:00:00.000Z' }, 600, daily('2020-12-06')],
  ['without the time it became known: on the notice’s day', system, { issuedYear: 2026 }, 1, backfill('2020-11-30')],
])('%s', (_, type, row, total, due) => {
  expect(findDueDay(row, type, total, rules)).toEqual(due);
});
