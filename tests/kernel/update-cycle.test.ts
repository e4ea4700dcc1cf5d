import { describe, expect, test } from 'vitest';
import { dayInShanghai } from '../../lib/kernel/instant.ts';
import { daysBetween, nextUpdate } from '../../lib/kernel/update-cycle.ts';

describe('the next update', () => {
  test.each([
    ['realtime: the next day', ['1', '2020-11-30', '2020-11-30'], { due: '2020-12-01', daysLeft: 1, state: 'later' }],
    ['daily, on the due day', ['2', '2020-11-30', '2020-12-01'], { due: '2020-12-01', daysLeft: 0, state: 'soon' }],
    ['daily, a day late', ['2', '2020-11-30', '2020-12-02'], { due: '2020-12-01', daysLeft: -1, state: 'overdue' }],
    [
      'weekly, three days before',
      ['3', '2020-11-30', '2020-12-04'],
      { due: '2020-12-07', daysLeft: 3, state: 'later' },
    ],
    ['weekly, two days before', ['3', '2020-11-30', '2020-12-05'], { due: '2020-12-07', daysLeft: 2, state: 'soon' }],
    ['monthly, a week before', ['4', '2020-11-05', '2020-11-28'], { due: '2020-12-05', daysLeft: 7, state: 'soon' }],
    [
      'monthly, eight days before',
      ['4', '2020-11-05', '2020-11-27'],
      { due: '2020-12-05', daysLeft: 8, state: 'later' },
    ],
    [
      'monthly from the 31st into a short month',
      ['4', '2020-10-31', '2020-11-30'],
      { due: '2020-11-30', daysLeft: 0, state: 'soon' },
    ],
    [
      'monthly from the 31st into February',
      ['4', '2021-01-31', '2021-03-01'],
      { due: '2021-02-28', daysLeft: -1, state: 'overdue' },
    ],
    [
      'monthly into the February of a leap year',
      ['4', '2020-01-30', '2020-02-01'],
      { due: '2020-02-29', daysLeft: 28, state: 'later' },
    ],
    [
      'monthly over the end of the year',
      ['4', '2020-12-15', '2020-12-20'],
      { due: '2021-01-15', daysLeft: 26, state: 'later' },
    ],
    ['quarterly', ['5', '2020-11-30', '2021-02-14'], { due: '2021-02-28', daysLeft: 14, state: 'soon' }],
    ['half-yearly', ['6', '2020-08-31', '2021-01-30'], { due: '2021-02-28', daysLeft: 29, state: 'soon' }],
    [
      'yearly from a leap day',
      ['7', '2020-02-29', '2021-03-01'],
      { due: '2021-02-28', daysLeft: -1, state: 'overdue' },
    ],
  ] as const)('%s', (_, [cycle, last, today], next) => {
    expect(nextUpdate(cycle, last, today)).toEqual(next);
  });

  test.each(['8', '9'] as const)('cycle %s has none', (cycle) => {
    expect(nextUpdate(cycle, '2020-01-01', '2020-12-31')).toBeNull();
  });
});

test.each([
  ['the same day', '2020-12-05', '2020-12-05', 0],
  ['over a leap day', '2020-02-28', '2020-03-01', 2],
  ['over the days on which Shanghai changed its clock', '1986-05-03', '1986-05-05', 2],
  ['backwards', '2020-12-05', '2020-11-30', -5],
])('days between: %s', (_, from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});

test('a day ends at midnight in Shanghai', () => {
  expect(nextUpdate('2', dayInShanghai('2020-11-30T15:59:59.999Z'), dayInShanghai('2020-11-30T16:00:00.000Z'))).toEqual(
    {
      due: '2020-12-01',
      daysLeft: 0,
      state: 'soon',
    },
  );
});
