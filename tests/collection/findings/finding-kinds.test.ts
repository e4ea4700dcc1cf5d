import { expect, test } from 'vitest';
import { listByKind } from '../../../lib/collection/annotate/annotation-orders.ts';
import { describeListed, describeRows } from '../../../lib/kernel/finding-text.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';

const finding = (severity: Finding['severity'], code: string, row?: number, detail = `${code}。`): Finding => ({
  code,
  severity,
  field: 'name',
  label: '姓名',
  ...(row === undefined ? {} : { row }),
  detail,
});

async function* each(findings: readonly Finding[]): AsyncGenerator<Finding> {
  yield* findings;
}

const found = [
  finding('warning', 'text-garbled', 2),
  finding('error', 'required-cell-empty', 2),
  finding('warning', 'text-garbled', 3),
  finding('warning', 'merged-cell'),
  finding('error', 'error-cell', 4),
  finding('error', 'error-cell', 5),
  finding('warning', 'text-garbled', 6, '另一句。'),
];

test('errors come before reminders, those about the file first; equal reminders are one line', async () => {
  const { lines } = await listByKind(() => each([...found, finding('error', 'column-missing')]));
  const listed = [];
  for await (const line of lines()) listed.push([line.finding.code, line.count, line.rows]);
  expect(listed).toEqual([
    ['column-missing', 1, []],
    ['required-cell-empty', 1, [2]],
    ['error-cell', 1, [4]],
    ['error-cell', 1, [5]],
    ['text-garbled', 2, [2, 3]],
    ['merged-cell', 1, []],
    ['text-garbled', 1, [6]],
  ]);
});

test('kinds are counted by severity, code and field: errors first, then the most frequent', async () => {
  const { kinds } = await listByKind(() => each(found));
  expect(kinds.map(({ code, count, rows }) => [code, count, rows])).toEqual([
    ['error-cell', 2, [4, 5]],
    ['required-cell-empty', 1, [2]],
    ['text-garbled', 3, [2, 3, 6]],
    ['merged-cell', 1, []],
  ]);
});

test('a kind keeps five rows of a hundred', async () => {
  const many = Array.from({ length: 100 }, (_, i) => finding('warning', 'text-garbled', i + 2));
  const { kinds } = await listByKind(() => each(many));
  expect(kinds).toMatchObject([{ count: 100, rows: [2, 3, 4, 5, 6] }]);
});

test.each([
  [{ count: 1, rows: [4] }, '第 4 行'],
  [{ count: 3, rows: [4, 5, 9] }, '第 4、5、9 行'],
  [{ count: 9, rows: [4, 5, 6, 7, 8] }, '第 4、5、6、7、8 行等'],
  [{ count: 2, rows: [] }, ''],
])('the rows of %j', (kind, text) => {
  expect(describeRows(kind)).toBe(text);
});

test.each([
  [1, [4], 'text-garbled。'],
  [1_570, [4, 5], 'text-garbled。（同样的提醒共 1,570 处：第 4、5 行等）'],
  [2, [], 'text-garbled。（同样的提醒共 2 处）'],
])('a line that stands for %i', (count, rows, text) => {
  expect(describeListed({ finding: finding('warning', 'text-garbled', 4), count, rows })).toBe(text);
});
