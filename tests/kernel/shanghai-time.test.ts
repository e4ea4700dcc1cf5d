import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayInShanghai, minuteInShanghai, startOfDay } from '../../lib/kernel/instant.ts';
import { fromShanghaiTime, toShanghaiTime } from '../../lib/kernel/shanghai-time.ts';

describe('civil time in Shanghai', () => {
  test.each([
    ['today', '2026-11-28T16:00:00.000Z', '2026-11-29 00:00'],
    ['the summer of 1988', '1988-06-30T15:00:00.000Z', '1988-07-01 00:00'],
    ['the winter of 1988', '1988-12-31T16:00:00.000Z', '1989-01-01 00:00'],
    ['the last summer', '1991-09-14T16:30:00.000Z', '1991-09-15 01:30'],
    ['after the last summer', '1992-07-01T16:00:00.000Z', '1992-07-02 00:00'],
    ['the summer of 1940', '1940-06-30T15:00:00.000Z', '1940-07-01 00:00'],
    ['the summer of 1949', '1949-05-09T15:00:00.000Z', '1949-05-10 00:00'],
    ['local mean time', '1899-12-31T15:54:17.000Z', '1900-01-01 00:00'],
  ])('%s', (_name, instant, minute) => {
    expect(minuteInShanghai(instant)).toBe(minute);
    expect(dayInShanghai(instant)).toBe(minute.slice(0, 10));
    expect(new Date(fromShanghaiTime(`${minute.replace(' ', 'T')}:00`)).toISOString()).toBe(instant);
  });

  test.each([
    ['a usual day', '2024-01-01', '2023-12-31T16:00:00.000Z'],
    ['a summer day', '1988-07-01', '1988-06-30T15:00:00.000Z'],
    ['a day whose first hour was skipped', '1940-06-01', '1940-05-31T16:00:00.000Z'],
    ['a day before 1901', '1900-01-01', '1899-12-31T15:54:17.000Z'],
  ])('%s begins', (_name, day, instant) => {
    expect(startOfDay(day)).toBe(instant);
  });

  test.each([
    ['a skipped time is the instant of the change', '1986-05-04T02:30:00', '1986-05-03T18:00:00.000Z'],
    ['a time that came twice is the first', '1986-09-14T01:30:00', '1986-09-13T16:30:00.000Z'],
  ])('%s', (_name, time, instant) => {
    expect(new Date(fromShanghaiTime(time)).toISOString()).toBe(instant);
  });

  test.each(['2024-02-30T00:00:00x', '', '2024-13-01T00:00:00'])('%j is none', (time) => {
    expect(fromShanghaiTime(time)).toBeNaN();
  });

  test('every instant has the civil time that Intl gives, at any order of calls', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const [first, last] = [Date.parse('1890-01-01'), Date.parse('2060-01-01')];
    fc.assert(
      fc.property(fc.integer({ min: first / 1000, max: last / 1000 }), (second) => {
        expect(
          toShanghaiTime(second * 1000)
            .slice(0, 19)
            .replace('T', ' '),
        ).toBe(format.format(second * 1000));
      }),
      { numRuns: 2_000 },
    );
  });
});
