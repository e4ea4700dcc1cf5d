import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronTimes } from '../../../../lib/adapters/sources/cron-times.ts';
import {
  isInWindow,
  nextInWindow,
  computeNextReconcile,
  computeNextRun,
} from '../../../../lib/collection/sources/pull/due-times.ts';
import { secondsAfter } from '../../../../lib/kernel/instant.ts';
import { type SourceChannel, SourceTimetable } from '../../../../schemas/collection/sources/source.ts';

/** The instant of a Shanghai time. */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString();
const key = { dataset: 'vehicles', channel: 'database' } as const;
const byCycle = SourceTimetable.parse({});
const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
/** The schedule's own time: the smallest jitter among many sources. */
const leastJittered = (next: (dataset: string) => string | null) =>
  Array.from({ length: 3_000 }, (_, i) => next(`set-${i}`))
    .flatMap((moment) => moment ?? [])
    .toSorted()[0] ?? null;

describe('each update cycle has a default schedule in Shanghai time', () => {
  const after = shanghai('2020-12-01 10:07');
  test.each([
    ['1', '实时', '2020-12-01 10:10', 45],
    ['2', '每日', '2020-12-02 01:00', 1_500],
    ['3', '每周', '2020-12-07 01:00', 1_500],
    ['4', '每月', '2021-01-01 01:00', 1_500],
    ['5', '每季度', '2021-01-01 01:00', 1_500],
    ['6', '每半年', '2021-01-01 01:00', 1_500],
    ['7', '每年', '2021-01-01 01:00', 1_500],
  ] as const)('%s %s: %s, at most %i seconds later', (cycle, _name, at, maxJitterSeconds) => {
    for (const dataset of ['vehicles', 'parents', 'mortgages', 'licences']) {
      const next = computeNextRun(byCycle, cycle, { key: { ...key, dataset }, after }, cronTimes);
      expect(seconds(shanghai(at), next ?? '')).toBeGreaterThanOrEqual(0);
      expect(seconds(shanghai(at), next ?? '')).toBeLessThan(maxJitterSeconds);
    }
    expect(
      seconds(
        shanghai(at),
        leastJittered((dataset) => computeNextRun(byCycle, cycle, { key: { ...key, dataset }, after }, cronTimes)) ??
          '',
      ),
    ).toBeLessThan(2);
  });

  test.each([
    ['8', '不定期'],
    ['9', '不更新'],
  ] as const)('%s %s: only on request', (cycle, _name) => {
    expect(computeNextRun(byCycle, cycle, { key, after }, cronTimes)).toBeNull();
  });

  test.each([
    ['4', '2020-12-01 00:59', '2020-12-01 01:00'],
    ['4', '2020-02-28 23:00', '2020-03-01 01:00'],
    ['5', '2020-03-31 23:59', '2020-04-01 01:00'],
    ['6', '2020-02-01 00:00', '2020-07-01 01:00'],
    ['3', '2020-12-06 23:59', '2020-12-07 01:00'],
  ] as const)('cycle %s after %s: %s', (cycle, from, at) => {
    expect(
      seconds(
        shanghai(at),
        leastJittered((dataset) =>
          computeNextRun(byCycle, cycle, { key: { ...key, dataset }, after: shanghai(from) }, cronTimes),
        ) ?? '',
      ),
    ).toBeLessThan(2);
  });
});

describe('a source with its own timetable', () => {
  test.each([
    ['30 2 * * *', '2020-12-01 02:29', '2020-12-01 02:30'],
    ['30 2 * * *', '2020-12-01 02:32', '2020-12-02 02:30'],
    ['0 0 * * *', '2020-12-31 23:59', '2021-01-01 00:00'],
    ['0 8-18 * * 1-5', '2020-12-04 18:02', '2020-12-07 08:00'],
    ['0 3 29 2 *', '2020-12-01 00:00', '2024-02-29 03:00'],
  ])('%s after %s: %s', (times, from, at) => {
    const next = computeNextRun(SourceTimetable.parse({ times }), '9', { key, after: shanghai(from) }, cronTimes);
    expect(seconds(shanghai(at), next ?? '')).toBeGreaterThanOrEqual(0);
    expect(seconds(shanghai(at), next ?? '')).toBeLessThan(45);
  });

  test('a cron that never matches is never due', () => {
    expect(
      computeNextRun(
        SourceTimetable.parse({ times: '0 0 30 2 *' }),
        '2',
        { key, after: shanghai('2020-12-01 00:00') },
        cronTimes,
      ),
    ).toBeNull();
  });

  test.each([
    ['0 2 * * *', true],
    ['*/5 * * * *', true],
    ['61 2 * * *', false],
    ['0 2 * *', false],
    ['* * * * * *', false],
    ['never', false],
  ])('%s is a valid cron: %s', (cron, isValid) => {
    expect(cronTimes.isCron(cron)).toBe(isValid);
  });
});

describe('the full comparison', () => {
  test('runs on Sundays at three by default, and can be turned off', () => {
    const next = computeNextReconcile(byCycle, { key, after: shanghai('2020-12-01 10:00') }, cronTimes);
    expect(seconds(shanghai('2020-12-06 03:00'), next ?? '')).toBeGreaterThanOrEqual(0);
    expect(seconds(shanghai('2020-12-06 03:00'), next ?? '')).toBeLessThan(1_500);
    expect(
      computeNextReconcile(
        SourceTimetable.parse({ reconcile: 'never' }),
        { key, after: shanghai('2020-12-01 10:00') },
        cronTimes,
      ),
    ).toBeNull();
  });
});

test('the jitter of a source is constant, skips no run, and differs between sources', () => {
  const jitters = new Set<number>();
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{2,12}$/),
      fc.constantFrom<SourceChannel>('interface', 'database'),
      fc.integer({ min: 0, max: 86_400 * 30 }),
      (dataset, channel, from) => {
        const next = (after: string) =>
          computeNextRun(byCycle, '2', { key: { dataset, channel }, after }, cronTimes) ?? '';
        const first = next(secondsAfter(shanghai('2020-12-01 00:00'), from));
        const second = next(first);
        expect(seconds(first, second)).toBe(86_400);
        // A run that ended just before the due time skips nothing.
        expect(next(secondsAfter(first, -1))).toBe(first);
        const jitter = seconds(shanghai(`${secondsAfter(first, 8 * 3600).slice(0, 10)} 01:00`), first);
        expect(jitter).toBeGreaterThanOrEqual(0);
        expect(jitter).toBeLessThan(1_500);
        jitters.add(jitter);
      },
    ),
  );
  expect(jitters.size).toBeGreaterThan(20);
});

describe('the window in which a source may be called', () => {
  const day = { from: '08:00', to: '18:00' } as const;
  const night = { from: '22:00', to: '06:00' } as const;
  test.each([
    { name: 'no window', window: undefined, at: '2020-12-01 03:00', inside: true, next: '2020-12-01 03:00' },
    {
      name: 'equal bounds: the whole day',
      window: { from: '08:00', to: '08:00' },
      at: '2020-12-01 03:00',
      inside: true,
      next: '2020-12-01 03:00',
    },
    { name: 'a minute before the start', window: day, at: '2020-12-01 07:59', inside: false, next: '2020-12-01 08:00' },
    { name: 'at the start', window: day, at: '2020-12-01 08:00', inside: true, next: '2020-12-01 08:00' },
    { name: 'in the last minute', window: day, at: '2020-12-01 17:59', inside: true, next: '2020-12-01 17:59' },
    { name: 'the end is outside', window: day, at: '2020-12-01 18:00', inside: false, next: '2020-12-02 08:00' },
    {
      name: 'after the end: the next day',
      window: day,
      at: '2020-12-31 23:30',
      inside: false,
      next: '2021-01-01 08:00',
    },
    {
      name: 'across midnight: in the evening',
      window: night,
      at: '2020-12-01 23:00',
      inside: true,
      next: '2020-12-01 23:00',
    },
    {
      name: 'across midnight: at midnight',
      window: night,
      at: '2020-12-02 00:00',
      inside: true,
      next: '2020-12-02 00:00',
    },
    {
      name: 'across midnight: towards morning',
      window: night,
      at: '2020-12-02 05:59',
      inside: true,
      next: '2020-12-02 05:59',
    },
    {
      name: 'across midnight: the end is outside',
      window: night,
      at: '2020-12-02 06:00',
      inside: false,
      next: '2020-12-02 22:00',
    },
    {
      name: 'across midnight: at noon',
      window: night,
      at: '2020-12-01 12:00',
      inside: false,
      next: '2020-12-01 22:00',
    },
  ])('$name', ({ window, at, inside, next }) => {
    const timetable = window === undefined ? {} : { window };
    expect(isInWindow(timetable, shanghai(at))).toBe(inside);
    expect(nextInWindow(timetable, shanghai(at))).toBe(shanghai(next));
  });

  test('the next time is in the window, not earlier, and less than a day away', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`);
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 86_400 * 400 }), (from, to, after) => {
        const at = secondsAfter('2020-01-01T00:00:00.000Z', after);
        const next = nextInWindow({ window: { from, to } }, at);
        expect(isInWindow({ window: { from, to } }, next)).toBe(true);
        expect(seconds(at, next)).toBeGreaterThanOrEqual(0);
        expect(seconds(at, next)).toBeLessThan(86_400);
      }),
    );
  });
});
