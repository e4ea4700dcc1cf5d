import { expect, test } from 'vitest';
import { emptyRowCounts } from '../../../schemas/collection/delivery.ts';
import { maxRepairRows, rowsToRepair } from '../../../schemas/collection/repair-on-page.ts';

const more = maxRepairRows + 1;

test.each<[string, Parameters<typeof rowsToRepair>[0], 'failed' | 'all' | null]>([
  [
    'the rejected rows of a published delivery',
    { status: 'published', channel: 'excel', rowCounts: { ...emptyRowCounts, read: 90_000, rejected: 2 } },
    'failed',
  ],
  [
    'all rows where none was published',
    { status: 'returned', channel: 'excel', rowCounts: { ...emptyRowCounts, read: 90, rejected: 2 } },
    'all',
  ],
  [
    'nothing when no row was rejected',
    { status: 'published', channel: 'excel', rowCounts: { ...emptyRowCounts, read: 90 } },
    null,
  ],
  ['nothing when no row was read', { status: 'returned', channel: 'excel' }, null],
  [
    'not the rows of a source',
    { status: 'published', channel: 'database', rowCounts: { ...emptyRowCounts, read: 90, rejected: 2 } },
    null,
  ],
  [
    'not more rejected rows than a page takes',
    { status: 'published', channel: 'excel', rowCounts: { ...emptyRowCounts, read: more, rejected: more } },
    null,
  ],
  [
    'not more rows than a page takes where all go again',
    { status: 'returned', channel: 'excel', rowCounts: { ...emptyRowCounts, read: more, rejected: 1 } },
    null,
  ],
  [
    'not while somebody decides',
    { status: 'awaiting-approval', channel: 'excel', rowCounts: { ...emptyRowCounts, read: 90, rejected: 2 } },
    null,
  ],
])('%s', (_, delivery, rows) => {
  expect(rowsToRepair(delivery)).toBe(rows);
});
