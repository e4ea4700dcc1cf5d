import { describe, expect, test } from 'vitest';
import { buildProgress, type DatasetFacts } from '../../lib/departments/progress/build-progress.ts';
import { readProgress } from '../../lib/departments/progress/read-progress.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { Progress } from '../../schemas/departments/progress.ts';

const department = (id: string, batch?: 1 | 2 | 3, linkDeadline?: string): Department => ({
  id,
  name: `市${id}`,
  kind: 'department',
  aliases: [],
  toBeConfirmed: [],
  ...(batch === undefined ? {} : { batch }),
  ...(linkDeadline === undefined ? {} : { linkDeadline }),
});

const dataset = (provider: string, more: Partial<DatasetFacts> = {}): DatasetFacts => ({
  provider,
  status: 'published',
  updateCycle: '4',
  links: [],
  lastPublished: undefined,
  terms: undefined,
  ...more,
});

const police = department('police', 1, '2020-12-05');
const linked = dataset('police', { links: ['linked'], lastPublished: '2020-11-20T02:00:00.000Z' });
const onTrial = dataset('police', { links: ['on-trial'], lastPublished: '2020-11-20T02:00:00.000Z' });

const stateOn = (day: string, datasets: readonly DatasetFacts[]) =>
  buildProgress([police], datasets, day).batches[0]?.departments[0];

describe('a department', () => {
  test.each<[string, readonly DatasetFacts[], string, readonly number[]]>([
    ['has no catalogue', [], 'no-catalogue', [0, 0, 0, 0]],
    ['only compiles: no catalogue yet', [dataset('police', { status: 'draft' })], 'no-catalogue', [0, 0, 0, 0]],
    ['has not begun', [dataset('police')], 'not-begun', [1, 0, 0, 1]],
    ['has begun with data on trial', [onTrial, dataset('police')], 'begun', [2, 0, 1, 1]],
    ['has all on trial, which is not complete', [onTrial], 'begun', [1, 0, 1, 0]],
    ['one confirmed channel of two suffices', [{ ...linked, links: ['on-trial', 'linked'] }], 'complete', [1, 1, 0, 0]],
    ['withdrawn entries do not count', [linked, dataset('police', { status: 'withdrawn' })], 'complete', [1, 1, 0, 0]],
    ['others’ datasets do not count', [linked, dataset('health')], 'complete', [1, 1, 0, 0]],
  ])('%s', (_, datasets, state, counts) => {
    const found = stateOn('2020-11-26', datasets);
    const { total, linked: confirmed, onTrial: waiting, unlinked } = found?.datasets ?? {};
    expect([found?.state, [total, confirmed, waiting, unlinked]]).toEqual([state, counts]);
  });

  test.each([
    ['2020-12-05', false],
    ['2020-12-06', true],
  ])('on %s, after the deadline of the 5th: late %s', (day, late) => {
    expect(stateOn(day, [dataset('police')])?.late).toBe(late);
    expect(stateOn(day, [linked])?.late).toBe(false);
  });

  test('an update is overdue by its cycle, and never before there is a link', () => {
    expect(stateOn('2020-12-20', [linked])?.datasets.overdue).toBe(0);
    expect(stateOn('2020-12-21', [linked])?.datasets.overdue).toBe(1);
    expect(stateOn('2020-12-21', [{ ...linked, links: [] }])?.datasets.overdue).toBe(0);
  });

  test('an update is overdue by the cycle of its sheet', () => {
    const agreed = { ...linked, terms: { cycle: '3', start: '2020-11-23' } } as const;
    expect(stateOn('2020-11-30', [agreed])?.datasets.overdue).toBe(0);
    expect(stateOn('2020-12-01', [agreed])?.datasets.overdue).toBe(1);
  });
});

test('batches come in the notice’s order with their sums; departments of no batch come last', () => {
  const { batches } = buildProgress(
    [department('new'), department('tax', 2, '2020-12-15'), police],
    [linked, onTrial, dataset('tax'), dataset('tax', { status: 'submitted' })],
    '2020-11-26',
  );
  expect(batches.map(({ batch, deadline, daysLeft, datasets }) => [batch, deadline, daysLeft, datasets.total])).toEqual(
    [
      [1, '2020-12-05', 9, 2],
      [2, '2020-12-15', 19, 1],
      [undefined, undefined, undefined, 0],
    ],
  );
  expect(batches[1]?.departments[0]?.compiling).toBe(1);
});

test('reads states and links of published datasets only, at the day in Shanghai', async () => {
  const asked: (readonly string[])[] = [];
  const listing = {
    code: 'x',
    name: '测试',
    summary: '测试',
    provider: 'police',
    shareType: 1,
    updateCycle: '4',
    sensitivity: 1,
    fieldCount: 1,
    version: 1,
    toBeConfirmed: 0,
  } as const;
  const progress = await readProgress(null, {
    now: () => '2020-12-05T16:30:00.000Z',
    departments: async () => [police],
    listings: async () => [
      { ...listing, dataset: 'a', status: 'published' },
      { ...listing, dataset: 'b', status: 'draft' },
    ],
    linksOf: async (datasets) => {
      asked.push(datasets);
      return [];
    },
    lastPublished: async (datasets) => {
      asked.push(datasets);
      return new Map();
    },
    updateSheets: async (datasets) => {
      asked.push(datasets);
      return new Map();
    },
  });
  expect(asked).toEqual([['a'], ['a'], ['a']]);
  expect(Progress.parse(progress).today).toBe('2020-12-06');
  expect(progress.batches[0]?.departments[0]).toMatchObject({ late: true, compiling: 1, state: 'not-begun' });
});
