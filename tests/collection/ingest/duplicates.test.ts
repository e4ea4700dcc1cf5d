import { describe, expect, test } from 'vitest';
import { shownAt } from '../pipeline/invariants.ts';
import { openPipeline, type Pipeline, type Row } from '../pipeline/pipeline.ts';
import { runPipeline } from '../pipeline/run-pipeline.ts';
import { pulled, stored } from './pulled.ts';

const shown = (findings: Awaited<ReturnType<typeof stored>>['findings']) =>
  findings.map(({ row, page, code, otherRow }) =>
    `${page === undefined ? '' : `${page}.`}${row} ${code} ${otherRow ?? ''}`.trim(),
  );

describe('rows of a workbook with one key', () => {
  test.each<readonly [string, readonly Row[], object, readonly string[], readonly string[]]>([
    [
      'and different values are all rejected, each naming the other',
      [
        ['a', '王错误'],
        ['b', '1'],
        ['a', '王正确'],
      ],
      { status: 'published', rowCounts: { read: 3, new: 1, unchanged: 0, rejected: 2 } },
      ['2 duplicate-key 4', '4 duplicate-key 2'],
      ['b'],
    ],
    [
      'and equal values count once, with a reminder',
      [
        ['a', '1'],
        ['b', '1'],
        ['a', '1'],
      ],
      { status: 'published', rowCounts: { read: 3, new: 2, unchanged: 1, rejected: 0, warnings: 1 } },
      ['4 row-repeated 2'],
      ['a', 'b'],
    ],
    [
      'of which two are equal are rejected when the third differs',
      [
        ['a', '1'],
        ['a', '1'],
        ['b', '1'],
        ['a', '2'],
        ['a', '3'],
      ],
      { status: 'published', rowCounts: { read: 5, new: 1, unchanged: 0, rejected: 4 } },
      ['2 duplicate-key 5', '3 duplicate-key 2', '5 duplicate-key 2', '6 duplicate-key 2'],
      ['b'],
    ],
    [
      'of which one is faulty are all rejected',
      [
        ['a', '1'],
        ['a', null],
        ['b', '1'],
      ],
      { status: 'published', rowCounts: { read: 3, new: 1, rejected: 2 } },
      ['2 duplicate-key 3', '3 required-cell-empty', '3 duplicate-key 2'],
      ['b'],
    ],
    [
      'written differently are one record',
      [
        ['ＡＢ', '1'],
        ['AB ', '2'],
        ['b', '1'],
      ],
      { status: 'published', rowCounts: { read: 3, new: 1, rejected: 2 } },
      ['2 duplicate-key 3', '3 duplicate-key 2'],
      ['b'],
    ],
    [
      'and nothing else are returned',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      { status: 'returned', reason: { code: 'all-rows-rejected' }, rowCounts: { read: 2, rejected: 2 } },
      ['2 duplicate-key 3', '3 duplicate-key 2'],
      [],
    ],
  ])('%s', async (...[, rows, outcome, findings, keys]) => {
    const pipeline = openPipeline();
    const id = await pipeline.hand('full', rows);
    await runPipeline(pipeline).untilQuiet();
    const { delivery, findings: found } = await stored(pipeline, id);
    expect(delivery).toMatchObject(outcome);
    expect(shown(found)).toEqual(findings);
    expect(await keysOf(pipeline)).toEqual(keys);
  });

  test('a late rival takes nothing from a record that was published before', async () => {
    const pipeline = openPipeline();
    await pipeline.hand('full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    await runPipeline(pipeline).untilQuiet();
    const id = await pipeline.hand('full', [
      ['a', '2'],
      ['b', '1'],
      ['a', '3'],
    ]);
    await runPipeline(pipeline).untilQuiet();
    expect((await stored(pipeline, id)).delivery.rowCounts).toMatchObject({
      changed: 0,
      unchanged: 1,
      rejected: 2,
      removed: 0,
    });
    expect(await keysOf(pipeline)).toEqual(['a', 'b']);
  });
});

const keysOf = async (pipeline: Pipeline) => [...(await shownAt(pipeline)).keys()].toSorted();

test('a returned full delivery takes nothing away', async () => {
  const pipeline = openPipeline();
  await pipeline.hand('full', [
    ['a', '1'],
    ['b', '1'],
  ]);
  await runPipeline(pipeline).untilQuiet();
  const empty = await pipeline.hand('full', []);
  await runPipeline(pipeline).untilQuiet();
  expect(pipeline.stores.deliveries.all().find(({ id }) => id === empty)).toMatchObject({
    status: 'returned',
    reason: { code: 'no-rows' },
    rowCounts: { read: 0, removed: 0, retained: 0 },
  });
});

describe('rows of a source with one key', () => {
  test.each<readonly [string, Parameters<typeof pulled>[0], Parameters<typeof pulled>[1], object, readonly string[]]>([
    [
      'in one answer are rejected, and the rest is taken',
      [
        [
          ['a', '1'],
          ['b', '1'],
          ['a', '2'],
        ],
      ],
      { rowsOnce: true },
      { status: 'loading', rowCounts: { read: 3, new: 1, rejected: 2 } },
      ['1.1', '1.3'],
    ],
    [
      'on two pages are rejected too',
      [
        [
          ['a', '1'],
          ['b', '1'],
        ],
        [
          ['c', '1'],
          ['a', '2'],
        ],
      ],
      { rowsOnce: true },
      { status: 'loading', rowCounts: { read: 4, new: 2, rejected: 2 } },
      ['1.1', '2.2'],
    ],
    [
      'that differ before normalization are rejected in an increment',
      [
        [['ＡＢ公司', '1']],
        [['AB公司', '2']],
        [
          ['AB公司 ', '3'],
          ['b', '1'],
        ],
      ],
      { mode: 'increment', channel: 'database' },
      { status: 'loading', rowCounts: { read: 4, new: 1, rejected: 3 } },
      ['1.1', '2.1', '3.1'],
    ],
    [
      'on two pages of an increment are states of one record: the later counts',
      [
        [
          ['a', '1'],
          ['b', '1'],
        ],
        [['a', '2']],
      ],
      { mode: 'increment', channel: 'database' },
      { status: 'loading', rowCounts: { read: 3, new: 2, unchanged: 1, rejected: 0 } },
      [],
    ],
    [
      'on one page of an increment contradict each other',
      [
        [
          ['a', '1'],
          ['b', '1'],
          ['a', '2'],
        ],
      ],
      { mode: 'increment' },
      { status: 'loading', rowCounts: { read: 3, new: 1, rejected: 2 } },
      ['1.1', '1.3'],
    ],
    [
      'in a feed of events are states of one record',
      [
        [
          ['a', '1'],
          ['b', '1'],
          ['a', '2'],
        ],
      ],
      { mode: 'increment', events: true },
      { status: 'loading', rowCounts: { read: 3, new: 2, unchanged: 1, rejected: 0 } },
      [],
    ],
    [
      'and equal values in one answer count once',
      [
        [
          ['a', '1'],
          ['b', '1'],
          ['a', '1'],
        ],
      ],
      { rowsOnce: true },
      { status: 'loading', rowCounts: { read: 3, new: 2, unchanged: 1, rejected: 0, warnings: 1 } },
      [],
    ],
    [
      'and equal values on two pages reveal that paging may have missed others',
      [
        [
          ['a', '1'],
          ['b', '1'],
        ],
        [['a', '1']],
      ],
      { rowsOnce: true },
      { status: 'returned', reason: { code: 'rows-repeated' } },
      [],
    ],
  ])('%s', async (...[, pages, options, outcome, rejected]) => {
    const result = await pulled(pages, options);
    expect(result.delivery).toMatchObject(outcome);
    expect(result.rejected).toEqual(rejected);
  });

  test('the sentence names page and row of the other', async () => {
    const { findings } = await pulled([
      [
        ['a', '1'],
        ['b', '1'],
      ],
      [
        ['c', '1'],
        ['a', '2'],
      ],
    ]);
    expect(findings.map(({ page, row, detail }) => [page, row, detail.slice(0, 20)])).toEqual([
      [2, 2, '本行与第 1 页第 1 行的“编号”相同'],
      [1, 1, '本行与第 2 页第 2 行的“编号”相同'],
    ]);
  });
});
