import { describe, expect, test } from 'vitest';
import { needsCentre } from '../../lib/collection/deliveries/approve-delivery.ts';
import { deliveryOutcome } from '../../lib/collection/deliveries/delivery-outcome.ts';
import { missingParts } from '../../lib/collection/deliveries/resume-loading.ts';
import { blockingReason, exceedsShrinkLimit } from '../../lib/collection/ingest/ingest-outcome.ts';
import { templateFit } from '../../lib/collection/ingest/published-versions.ts';
import {
  noRecentRemovals,
  sumRecentRemovals,
  type RecentRemovals,
} from '../../lib/collection/ingest/recent-removals.ts';
import { hiddenColumns } from '../../lib/collection/ingest/workbook/file-findings.ts';
import { isPermitted } from '../../lib/kernel/access-policy.ts';
import { parseRawKey, buildRawKey, DeliveryRecord, Staged } from '../../schemas/collection/delivery-record.ts';
import { emptyRowCounts } from '../../schemas/collection/delivery.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { Role } from '../../schemas/kernel/role.ts';
import type { DatasetState, Publication } from '../../schemas/records/dataset-state.ts';
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
    const limits = { shrinkLimit: 0.2, shrinkWindowDays: 30 };
    const facts = { storedCount: 100, recent: noRecentRemovals, ...limits, rowCounts: found, repeated: 0 };
    const blocking = blockingReason({ ...delivery, ...changes }, of, facts);
    expect(blocking?.reason.code).toBe(expected);
    if (expected === 'would-shrink') expect(blocking).toMatchObject({ status: 'awaiting-approval' });
  });
});

describe('removals in steps', () => {
  const state: DatasetState = {
    dataset: 'vehicles',
    publishedSeq: 9,
    lastSeq: 9,
    voided: [],
    records: 0,
    publications: 9,
    fencingToken: 0,
  };
  const since = '2020-12-01T00:00:00.000Z';
  const publication = (number: number, day: string, facts: Partial<Publication>): Publication => ({
    dataset: 'vehicles',
    number,
    kind: 'delivery',
    at: `2020-12-${day}T00:00:00.000Z`,
    by: 'officer-1',
    seq: number,
    voided: [],
    records: 1000,
    ...facts,
  });
  const old: Publication = { ...publication(1, '01', { records: 1000, removed: 0 }), at: '2020-10-01T00:00:00.000Z' };

  test.each<[string, Publication[], Partial<DatasetState>, RecentRemovals]>([
    ['nothing was published', [], {}, { removed: 0 }],
    ['nothing was removed', [old], {}, { removed: 0, base: 1000 }],
    [
      'two steps add up',
      [publication(3, '03', { removed: 100, records: 700 }), publication(2, '02', { removed: 200, records: 800 }), old],
      {},
      { removed: 300, base: 1000 },
    ],
    [
      'records added in the window do not enlarge the base',
      [publication(2, '02', { removed: 0, records: 10_000 }), old],
      {},
      { removed: 0, base: 1000 },
    ],
    [
      'without an older publication the base is that of the first removal',
      [
        publication(3, '03', { removed: 10, records: 990 }),
        publication(2, '02', { removed: 0, records: 1000 }),
        publication(1, '01', { removed: 0, records: 10 }),
      ],
      {},
      { removed: 10, base: 1000 },
    ],
    [
      'approved removals are settled, and those before them',
      [
        publication(4, '04', { removed: 50, records: 450 }),
        publication(3, '03', { removed: 300, records: 500, approvedBy: 'officer-2' }),
        publication(2, '02', { removed: 200, records: 800 }),
        old,
      ],
      {},
      { removed: 50, base: 500 },
    ],
    [
      'records added after approved removals do not enlarge the base',
      [
        publication(4, '04', { removed: 0, records: 9500 }),
        publication(3, '03', { removed: 300, records: 500, approvedBy: 'officer-2' }),
        old,
      ],
      {},
      { removed: 0, base: 500 },
    ],
    [
      'what was rolled back removed nothing',
      [
        publication(3, '03', { kind: 'roll-back', seq: 1, records: 1000, voided: [{ from: 2, to: 2 }] }),
        publication(2, '02', { removed: 200, records: 800 }),
        old,
      ],
      { publishedSeq: 1, voided: [{ from: 2, to: 2 }] },
      { removed: 0, base: 1000 },
    ],
    [
      'an earlier version of the code noted no removals: the loss of records counts',
      [publication(2, '02', { records: 850 }), old],
      {},
      { removed: 150, base: 1000 },
    ],
  ])('%s', (_, newestFirst, changes, expected) => {
    expect(sumRecentRemovals(newestFirst, { ...state, ...changes }, since)).toEqual(expected);
  });
});

test.each([
  ['a workbook of a known person', 'excel', true, false],
  ['a workbook of a system for which nobody answers', 'excel', false, true],
  ['a pull from a table', 'database', true, true],
  ['a pull from a service', 'interface', true, true],
  ['a pull by the timetable', 'database', false, true],
] as const)('the centre alone approves %s: %s', (_, channel, isDelivererKnown, expected) => {
  expect(needsCentre({ channel }, isDelivererKnown)).toBe(expected);
});

describe('what became of a published delivery', () => {
  const at = (minute: number) => `2020-12-01T00:${`${minute}`.padStart(2, '0')}:00.000Z`;
  const published = (number: number, facts: Partial<Publication> = {}): Publication => ({
    dataset: 'vehicles',
    number,
    kind: 'delivery',
    at: at(number),
    by: `officer-${number}`,
    delivery: `01JD00000000000000000000${number}0`,
    seq: number,
    voided: [],
    records: 10,
    ...facts,
  });
  const { delivery: _none, ...rolling } = published(3, { kind: 'roll-back', by: 'operator-1', reason: '数据有误' });
  const back: Publication = { ...rolling, seq: 1, voided: [{ from: 2, to: 2 }] };
  const forth: Publication = { ...rolling, number: 4, at: at(4), seq: 2, voided: [] };
  const rolledBack = { state: 'rolled-back', by: 'operator-1', at: at(3), reason: '数据有误' };

  test.each<[string, Parameters<typeof deliveryOutcome>[0], Publication[], unknown]>([
    ['not published', { status: 'loading', seq: 2 }, [published(1)], undefined],
    ['the newest', { status: 'published', seq: 2 }, [published(2), published(1)], { state: 'newest' }],
    [
      'followed by others',
      { status: 'published', seq: 1 },
      [published(3), published(2), published(1)],
      { state: 'followed', by: 'officer-3', at: at(3), delivery: published(3).delivery },
    ],
    ['rolled back', { status: 'published', seq: 2 }, [back, published(2), published(1)], rolledBack],
    [
      'rolled back, and then others were published',
      { status: 'published', seq: 2 },
      [published(4, { seq: 4, voided: back.voided }), back, published(2)],
      rolledBack,
    ],
    ['rolled forth again', { status: 'published', seq: 2 }, [forth, back, published(2)], { state: 'newest' }],
    [
      'what the roll-back went to',
      { status: 'published', seq: 1 },
      [back, published(2), published(1)],
      { state: 'newest' },
    ],
    [
      'without a change, and its data was rolled back',
      { status: 'published', finishedAt: '2020-12-01T00:02:30.000Z' },
      [back, published(2), published(1)],
      rolledBack,
    ],
  ])('%s', (_, delivery, newestFirst, expected) => {
    expect(deliveryOutcome(delivery, newestFirst)).toEqual(expected);
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

test('hidden columns of the dataset are named in one finding', () => {
  const { content } = versionOf([number, name, phone]);
  const place = { sheet: '数据', columns: [0, 4, -1] };
  expect(
    hiddenColumns([{ first: 3, last: 20 }], place, content).map(({ code, detail }) => [
      code,
      detail.includes('“名称”'),
    ]),
  ).toEqual([['hidden-columns-read', true]]);
  expect(hiddenColumns([{ first: 1, last: 3 }], place, content)).toEqual([]);
});
