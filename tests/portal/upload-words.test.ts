import { describe, expect, test } from 'vitest';
import {
  cellAddress,
  describeCheck,
  describeConsequence,
  fileSize,
  findingTitle,
} from '../../portal/src/collection/upload/words.ts';
import { deliveryReasons } from '../../schemas/collection/delivery-reasons.ts';
import { emptyRowCounts, type RowCounts } from '../../schemas/collection/delivery.ts';
import type { WorkbookCheck } from '../../schemas/collection/workbook-check.ts';

const counts = (read: number, rejected: number, warnings = 0): RowCounts => ({
  ...emptyRowCounts,
  read,
  rejected,
  warnings,
});
const checked = (rowCounts: RowCounts, reason: WorkbookCheck['reason'] = null): WorkbookCheck => ({
  fits: true,
  version: 1,
  rowCounts,
  findingKinds: [],
  findings: 0,
  truncated: false,
  reason,
});

describe('what sending will do', () => {
  test.each([
    [
      'an increment to nothing',
      'increment',
      counts(30, 0),
      0,
      '文件中的 30 条将新增；平台现在还没有这个信息资源的数据。',
    ],
    [
      'an increment',
      'increment',
      counts(30, 2),
      1_200,
      '增量报送：文件中的 28 条将新增或更新；平台现有 1,200 条中，没有出现在文件里的保持不变。',
    ],
    ['a full delivery that must remove some', 'full', counts(1_188, 0), 1_200, '至少有 12 条会被移除'],
    [
      'a full delivery as large as what is held',
      'full',
      counts(1_200, 0),
      1_200,
      '没有出现在文件里的记录会被移除，准确条数在回执中。',
    ],
    // A rejected row keeps its record, or all of them where its key cannot be read: no least number is known.
    ['a full delivery with rejected rows', 'full', counts(100, 1), 1_200, '不合格的行对应的记录先保留'],
  ] as const)('%s', (...[, mode, rowCounts, held, expected]) => {
    expect(describeConsequence(mode, rowCounts, held)).toContain(expected);
  });

  test('with rejected rows no number of removals is promised', () => {
    expect(describeConsequence('full', counts(100, 1), 1_200)).not.toContain('至少');
  });
});

describe('what the check found', () => {
  test.each([
    ['all right', checked(counts(30, 0)), '30 行全部合格，可以报送。'],
    ['reminders', checked(counts(30, 0, 2)), '30 行全部合格，可以报送。提醒请核对，确实无误的不必修改。'],
    [
      'some rejected',
      checked(counts(30, 2)),
      '合格的 28 行可以入库，不合格的 2 行会被退回。建议改正后再报送。先报送也可以，退回的行还能在网页上改正。',
    ],
    [
      'more rejected than a page takes',
      checked(counts(5_000, 2_001)),
      '合格的 2,999 行可以入库，不合格的 2,001 行会被退回。建议改正后再报送。',
    ],
    [
      'all must be right',
      checked(counts(30, 2), { code: 'rows-rejected', detail: '' }),
      '有 2 行存在错误。按这个信息资源的规定，须全部改正后才能报送。',
    ],
  ])('%s', (_, check, expected) => expect(describeCheck(check)).toBe(expected));

  test.each(['columns-differ', 'no-rows', 'rows-rejected', 'all-rows-rejected'] as const)(
    '%s is not told as if it had been sent',
    (code) => expect(describeCheck(checked(counts(2, 2), deliveryReasons[code]))).not.toContain('本次没有入库'),
  );
});

test.each([
  [{ column: 'D', row: 5 }, 'D5'],
  [{ row: 5 }, '第 5 行'],
  [{ column: 'AB' }, 'AB 列'],
  [{}, ''],
])('the place %j is called %s', (place, expected) => expect(cellAddress(place)).toBe(expected));

test.each([
  [1, '1 KB'],
  [300 * 1024, '300 KB'],
  [3.4 * 1024 * 1024, '3.4 MB'],
])('%d bytes are %s', (bytes, expected) => expect(fileSize(bytes)).toBe(expected));

test('codes have short names', () => {
  expect([findingTitle('required-cell-empty'), findingTitle('old-xls'), findingTitle('new-code')]).toEqual([
    '必填项为空',
    '旧版 .xls 工作簿',
    'new-code',
  ]);
});
