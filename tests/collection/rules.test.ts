import { describe, expect, test } from 'vitest';
import { missingParts } from '../../lib/collection/deliveries/resume-loading.ts';
import { blockingReason, exceedsShrinkLimit } from '../../lib/collection/ingest/ingest-outcome.ts';
import { templateFit } from '../../lib/collection/ingest/published-versions.ts';
import { lateFindings } from '../../lib/collection/ingest/workbook/file-findings.ts';
import { isPermitted } from '../../lib/kernel/access-policy.ts';
import { parseRawKey, buildRawKey, DeliveryRecord, Staged } from '../../schemas/collection/delivery-record.ts';
import { emptyRowCounts } from '../../schemas/collection/delivery.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { Role } from '../../schemas/kernel/role.ts';
import { fieldOf, versionOf } from './template/sample-version.ts';

const delivery = DeliveryRecord.parse({
  id: '01JD0000000000000000000001',
  dataset: 'vehicles',
  department: 'public-security',
  channel: 'excel',
  mode: 'full',
  status: 'ingesting',
  fileName: '车辆.xlsx',
  size: 1,
  createdBy: 'officer-1',
  createdAt: '2020-12-01T00:00:00.000Z',
  rawKey: 'deliveries/01JD0000000000000000000001/workbook.xlsx',
  attempts: 0,
  loadedParts: [],
});
const [number, name, phone] = [
  fieldOf('编号', { key: 'number' }),
  fieldOf('名称', { key: 'name' }),
  fieldOf('电话', { key: 'phone' }),
];

describe('a template of an older version', () => {
  const one = versionOf([number, name], { version: 1, compatibility: 'first' });
  const two = versionOf([number, name, phone], { version: 2, compatibility: 'compatible' });
  const three = versionOf([number, phone], { version: 3, compatibility: 'breaking' });
  const four = versionOf([number, phone, name], { version: 5, compatibility: 'compatible' });
  const fits = (...newFields: string[]) => ({ fits: true, newFields });

  test.each([
    ['of the newest version fits', [one, two], 2, fits()],
    ['of a compatible older one fits, without the field that came later', [one, two], 1, fits('phone')],
    ['from before a breaking version does not', [one, two, three], 2, { fits: false }],
    ['from long before a breaking version does not', [one, two, three, four], 1, { fits: false }],
    ['of the breaking version itself fits what came after', [one, two, three, four], 3, fits('name')],
    ['of a version that was never published does not', [one, two, three, four], 4, { fits: false }],
    ['does not fit a dataset without versions', [], 1, { fits: false }],
  ] as const)('%s', (_, versions, made, expected) => {
    expect(templateFit(versions, made)).toEqual(expected);
  });
});

test.each([
  ['nothing is stored, nothing can be lost', 0, 0, false],
  ['nothing is removed', 0, 100, false],
  ['exactly the limit may go', 20, 100, false],
  ['one more may not', 21, 100, true],
  ['all may not', 5, 5, true],
  ['one of two may not', 1, 2, true],
])('%s', (_, removed, storedCount, expected) => {
  expect(exceedsShrinkLimit(removed, storedCount, 0.2)).toBe(expected);
});

describe('what blocks loading', () => {
  const version = versionOf([number, name]);
  const strict = { ...version, content: { ...version.content, onRejectedRows: 'return-whole' as const } };
  const rowCounts = (read: number, rejected: number, removed: number) => ({
    ...emptyRowCounts,
    read,
    rejected,
    removed,
  });
  const untouched = {};
  const confirmed = { shrinkConfirmedBy: 'officer-2', rowCounts: rowCounts(10, 0, 30) };
  const onlySeen = { rowCounts: rowCounts(10, 0, 30) };

  test.each([
    ['nothing', untouched, version, rowCounts(10, 0, 0), undefined],
    ['no rows', untouched, version, rowCounts(0, 0, 0), 'no-rows'],
    ['some rows rejected', untouched, version, rowCounts(10, 9, 0), undefined],
    ['all rows rejected', untouched, version, rowCounts(10, 10, 0), 'all-rows-rejected'],
    ['some rows rejected where all must be right', untouched, strict, rowCounts(10, 1, 0), 'rows-rejected'],
    ['none rejected where all must be right', untouched, strict, rowCounts(10, 0, 0), undefined],
    ['a fifth is removed', untouched, version, rowCounts(10, 0, 20), undefined],
    ['more than a fifth is removed', untouched, version, rowCounts(10, 0, 21), 'would-shrink'],
    ['as much is removed as was approved', confirmed, version, rowCounts(10, 0, 30), undefined],
    ['more is removed than was approved', confirmed, version, rowCounts(10, 0, 31), 'would-shrink'],
    ['as much is removed as was seen, but nobody approved it', onlySeen, version, rowCounts(10, 0, 30), 'would-shrink'],
  ])('%s', (...[, changes, of, found, expected]) => {
    const facts = { storedCount: 100, shrinkLimit: 0.2, rowCounts: found, repeated: 0 };
    const blocking = blockingReason({ ...delivery, ...changes }, of, facts);
    expect(blocking?.reason.code).toBe(expected);
    if (expected === 'would-shrink') expect(blocking).toMatchObject({ status: 'awaiting-approval' });
  });
});

describe('raw keys', () => {
  const id = '01JD0000000000000000000001';
  test('a delivery is found again by the key of its workbook', () => {
    expect(parseRawKey(buildRawKey(id))).toBe(id);
  });
  test.each([
    'deliveries/01JD0000000000000000000001/other.xlsx',
    'deliveries/01JD0000000000000000000001/workbook.xlsx.bak',
    'x/deliveries/01JD0000000000000000000001/workbook.xlsx',
    'deliveries/01JD0000000000000000000001/deeper/workbook.xlsx',
    'deliveries/not-an-id/workbook.xlsx',
    'deliveries//workbook.xlsx',
    '',
  ])('%s belongs to no delivery', (key) => {
    expect(parseRawKey(key)).toBeNull();
  });
});

describe('missing parts', () => {
  const staged = Staged.parse({
    prefix: 'p',
    parts: 4,
    findingChunks: 0,
    findings: 0,
    truncated: false,
    records: 1,
    faultyRows: 0,
    headerRow: 1,
    columns: [],
    absentFields: [],
  });
  test.each([
    ['none loaded', [], [1, 2, 3, 4]],
    ['some loaded, in any order', [3, 1], [2, 4]],
    ['all loaded', [1, 2, 3, 4], []],
  ])('%s', (_, loadedParts, expected) => {
    expect(missingParts({ ...delivery, staged, loadedParts })).toEqual(expected);
  });
  test('a delivery that staged nothing misses nothing', () => {
    expect(missingParts(delivery)).toEqual([]);
  });
});

describe('who may', () => {
  const caller = (role: Role, department: string): Caller => ({
    subject: 's',
    kind: 'person',
    name: '测试',
    department,
    roles: [role],
  });
  const delivery = { department: 'civil-affairs' };
  const allowed = {
    see: new Set([
      'operator own',
      'operator other',
      'supervisor own',
      'supervisor other',
      'provider own',
      'consumer own',
    ]),
    act: new Set(['operator own', 'operator other', 'provider own']),
  };

  test.each(
    Role.options.flatMap(
      (role) =>
        [
          [role, 'own'],
          [role, 'other'],
        ] as const,
    ),
  )('a %s of the %s department', (role, whose) => {
    const asking = caller(role, whose === 'own' ? 'civil-affairs' : 'public-security');
    expect(isPermitted(asking, 'read-delivery', delivery.department)).toBe(allowed.see.has(`${role} ${whose}`));
    expect(isPermitted(asking, 'change-delivery', delivery.department)).toBe(allowed.act.has(`${role} ${whose}`));
  });
});

describe('what shows only at the end of a sheet', () => {
  const content = versionOf([number, name, phone]).content;
  const sheet = { sheet: '数据', headerRow: 3, columns: [0, 4, -1] };
  const merge = (firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) => ({
    firstRow,
    lastRow,
    firstColumn,
    lastColumn,
  });
  const found = (merges: Parameters<typeof lateFindings>[0], read = 5) =>
    lateFindings(merges, sheet, content, { ...emptyRowCounts, read }).map(({ code, column, field, severity }) => [
      code,
      column,
      field,
      severity,
    ]);

  test.each([
    ['nothing merged', [], []],
    ['merged above the data, the header among it', [merge(1, 3, 0, 4)], []],
    ['from the header into the data', [merge(3, 4, 0, 0)], [['merged-cell', 'A', 'number', 'warning']]],
    ['over a column that is no field', [merge(5, 6, 1, 3)], []],
    ['ending in a field’s column', [merge(5, 6, 2, 4)], [['merged-cell', 'E', 'name', 'warning']]],
    ['over two fields: the first is named', [merge(5, 6, 0, 4)], [['merged-cell', 'A', 'number', 'warning']]],
  ])('%s', (_, merges, expected) => {
    expect(found(merges)).toEqual(expected);
  });

  test('no rows at all is a finding', () => {
    expect(found([], 0)).toEqual([['no-rows', undefined, undefined, 'error']]);
  });

  test('of a hundred merged ranges twenty are reported', () => {
    expect(found(Array.from({ length: 100 }, (_unused, i) => merge(10 + i, 10 + i, 0, 1)))).toHaveLength(20);
  });
});
