import { expect, test } from 'vitest';
import { noteDaysLeft } from '../../../lib/certificates/seal/note-days-left.ts';

test.each<[string, readonly string[], number]>([
  ['a year', ['2021-12-01T00:00:00.000Z'], 365],
  ['the first end of a chain', ['2030-12-01T00:00:00.000Z', '2021-01-30T00:00:00.000Z'], 60],
  ['less than a day', ['2020-12-01T23:59:59.000Z'], 0],
  ['ended', ['2020-11-01T00:00:00.000Z'], 0],
  ['no usable chain', [], 0],
])('%s', async (_, ends, days) => {
  const noted: number[] = [];
  await noteDaysLeft({
    certificateEnds: async () => ends,
    now: () => '2020-12-01T00:00:00.000Z',
    noteDays: (count) => noted.push(count),
  });
  expect(noted).toEqual([days]);
});
