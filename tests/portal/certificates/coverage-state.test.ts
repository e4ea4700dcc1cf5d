import { describe, expect, test } from 'vitest';
import { addCounts, countLate, stateOf } from '../../../portal/src/certificates/coverage-state.ts';
import type { CoverageSums } from '../../../schemas/certificates/coverage.ts';

const noneDue = { rows: 0, issued: 0, late: 0 };
type Counts = { readonly issued?: number; readonly failed?: number; readonly outstanding?: number };

function sums(
  { issued = 0, failed = 0, outstanding = 0 }: Counts,
  due: Partial<CoverageSums['due']> = {},
): CoverageSums {
  return {
    rows: issued + failed + outstanding,
    issued,
    failed: { rows: failed, reasons: [] },
    outstanding: { rows: outstanding, awaitingConfirmation: 0, beingIssued: outstanding },
    removed: 2,
    due: { backfill: [], daily: noneDue, notDemanded: 0, ...due },
  };
}

describe('the state of a type', () => {
  const lateDaily = { daily: { rows: 3, issued: 0, late: 3 } };
  test.each([
    ['no face data', sums({}), 'none'],
    ['all issued', sums({ issued: 4 }), 'complete'],
    ['some being issued', sums({ issued: 4, outstanding: 1 }), 'outstanding'],
    ['some past their day', sums({ outstanding: 3 }, lateDaily), 'late'],
    ['a failure outranks what is late', sums({ failed: 1, outstanding: 3 }, lateDaily), 'not-issued'],
  ])('%s', (_, total, expected) => {
    expect(stateOf({ total })).toBe(expected);
  });
});

test('late rows are those of old certificates and of new ones', () => {
  const due = {
    backfill: [
      { day: '2020-11-30', rows: 9, issued: 7, late: 2 },
      { day: '2020-12-31', rows: 9, issued: 8, late: 1 },
    ],
    daily: { rows: 5, issued: 1, late: 4 },
  };
  expect(countLate(sums({}, due))).toBe(7);
});

test('the sum of types adds up as each does', () => {
  const sum = addCounts([sums({ issued: 4, failed: 1 }), sums({ issued: 2, outstanding: 3 })]);
  expect(sum).toEqual({ rows: 10, issued: 6, outstanding: 3, failed: 1, removed: 4 });
  expect(sum.issued + sum.outstanding + sum.failed).toBe(sum.rows);
});
