import { describe, expect, test } from 'vitest';
import { datasetTasks, type DatasetFacts } from '../../lib/departments/tasks/dataset-tasks.ts';
import { returnedDeliveryTask, waitingDeliveryTask } from '../../lib/departments/tasks/delivery-tasks.ts';
import { sourceTask } from '../../lib/departments/tasks/source-task.ts';
import type { PaperVersion } from '../../schemas/collection/archive.ts';
import { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import { emptyRowCounts } from '../../schemas/collection/delivery.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { SourceRecord } from '../../schemas/collection/sources/source.ts';
import { paperOf } from '../collection/archive/sample-paper.ts';
import { buildSource } from '../collection/sources/build-source.ts';
import { confirmedSheet, peopleOf } from '../collection/update-sheets/sample-sheet.ts';

const today = '2020-12-05';
const nameOf = () => '渔业捕捞许可证';
const linked: LinkState = {
  dataset: 'fishing-licences',
  channel: 'excel',
  state: 'linked',
  since: '2020-11-01T00:00:00.000Z',
  firstDelivery: '01JE0000000000000000000001',
};
const onTrial: LinkState = { ...linked, channel: 'database', state: 'on-trial' };

const { confirmed: _confirmed, receipt: _receipt, ...open } = confirmedSheet();
const returnedSheet = { at: '2020-11-04T02:00:00.000Z', by: 'operator', name: '测试人员乙', reason: '起始日期不对。' };

function facts(change: Partial<DatasetFacts> = {}, listing: Partial<DatasetFacts['listing']> = {}): DatasetFacts {
  return {
    listing: {
      dataset: 'fishing-licences',
      code: '307001/1',
      name: '渔业捕捞许可证',
      provider: 'agriculture',
      summary: '测试',
      shareType: 1,
      updateCycle: '4',
      sensitivity: 1,
      fieldCount: 3,
      version: 1,
      status: 'published',
      publishedOn: '2020-11-20',
      toBeConfirmed: 0,
      ...listing,
    },
    links: [linked],
    lastPublished: '2020-11-20T00:00:00.000Z',
    linkDeadline: '2020-12-10',
    sheets: {
      dataset: 'fishing-licences',
      lockVersion: 2,
      inForce: confirmedSheet({ cycle: listing.updateCycle ?? '4' }),
    },
    archive: undefined,
    people: peopleOf('agriculture'),
    ...change,
  };
}

const serviceLink: LinkState = { ...linked, channel: 'interface', since: '2020-11-02T00:00:00.000Z' };
const archiveOf = (...papers: readonly PaperVersion[]) => ({
  dataset: 'fishing-licences',
  lockVersion: 1,
  papers: [...papers],
});
const withdrawn = { ...returnedSheet, reason: '地址已改' };

describe('a service asks for its interface document', () => {
  test.each<[string, Partial<DatasetFacts>, number]>([
    ['while there is none', { links: [serviceLink] }, 1],
    ['while there are only others', { links: [serviceLink], archive: archiveOf(paperOf({ kind: 'minutes' })) }, 1],
    ['when it is withdrawn', { links: [serviceLink], archive: archiveOf(paperOf({ withdrawn })) }, 1],
    ['no more when it is archived', { links: [serviceLink], archive: archiveOf(paperOf()) }, 0],
    ['not where workbooks are handed in', { links: [linked] }, 0],
  ])('%s', (_, change, count) => {
    const found = datasetTasks(facts(change), today).filter(({ kind }) => kind === 'papers-missing');
    expect(found).toEqual(
      Array.from({ length: count }, () => ({
        kind: 'papers-missing',
        title: '渔业捕捞许可证',
        why: '通过服务接口归集数据，还没有存入接口文档，请补交服务接口的调用文档。',
        since: serviceLink.since,
        address: '/datasets/fishing-licences?tab=archive',
      })),
    );
  });
});

describe('a dataset asks for', () => {
  test.each<[string, DatasetFacts, readonly object[]]>([
    ['nothing while its update is far off', facts(), []],
    ['nothing before it is published', facts({ links: [] }, { status: 'draft' }), []],
    [
      'its link, by the deadline of its department',
      facts({ links: [], lastPublished: undefined }),
      [
        {
          kind: 'datasets-unlinked',
          since: '2020-11-19T16:00:00.000Z',
          due: '2020-12-10',
          why: '还没有报送过数据，请在2020年12月10日以前报送并完成挂接。',
        },
      ],
    ],
    [
      'its link, after the deadline',
      facts({ links: [], lastPublished: undefined, linkDeadline: '2020-12-04' }),
      [{ kind: 'datasets-unlinked', why: '还没有报送过数据，已超过2020年12月4日的挂接期限，请尽快报送。' }],
    ],
    [
      'its confirmation, and no more its link',
      facts({ links: [onTrial] }),
      [
        {
          kind: 'links-to-confirm',
          address: '/reviews?kind=links-to-confirm&dataset=fishing-licences&channel=database',
        },
      ],
    ],
    [
      'an update that is due soon',
      facts({ lastPublished: '2020-11-10T00:00:00.000Z' }),
      [{ kind: 'updates-due', due: '2020-12-10', why: '更新周期是每月，应在2020年12月10日以前更新，还有 5 天。' }],
    ],
    [
      'an update that is overdue, by the day in Shanghai',
      facts({ lastPublished: '2020-11-02T16:30:00.000Z' }),
      [{ kind: 'updates-overdue', due: '2020-12-03', why: '更新周期是每月，应在2020年12月3日以前更新，已超期 2 天。' }],
    ],
    [
      'an update by the cycle of its sheet, until a new sheet is confirmed',
      facts(
        {
          lastPublished: '2020-11-10T00:00:00.000Z',
          sheets: { dataset: 'fishing-licences', lockVersion: 2, inForce: confirmedSheet() },
        },
        { updateCycle: '7' },
      ),
      [
        {
          kind: 'sheets-to-sign',
          why: '签订更新表以后，目录的更新周期已改变，请确认一张新的更新表。',
          since: '2020-11-03T02:00:00.000Z',
          address: '/datasets/fishing-licences?tab=update-sheet',
        },
        { kind: 'updates-due', due: '2020-12-10', why: '更新周期是每月，应在2020年12月10日以前更新，还有 5 天。' },
      ],
    ],
    [
      'its sheet, as soon as data has arrived',
      facts({ sheets: undefined }),
      [{ kind: 'sheets-to-sign', why: '数据已经入库，还没有签订数据维护更新表，请核对后确认。', since: linked.since }],
    ],
    [
      'its sheet again, which the centre has returned',
      facts({ sheets: { dataset: 'fishing-licences', lockVersion: 2, open: { ...open, returned: returnedSheet } } }),
      [
        {
          kind: 'sheets-to-sign',
          why: '信息中心退回了更新表，意见是：起始日期不对。请改正后重新确认。',
          since: returnedSheet.at,
        },
      ],
    ],
    [
      'the centre to confirm its sheet',
      facts({ sheets: { dataset: 'fishing-licences', lockVersion: 2, open } }),
      [{ kind: 'sheets-to-confirm', since: '2020-11-02T02:00:00.000Z' }],
    ],
    [
      'nothing when it is updated irregularly',
      facts({ lastPublished: '2019-01-01T00:00:00.000Z' }, { updateCycle: '8' }),
      [],
    ],
  ])('%s', (_, one, tasks) => {
    expect(datasetTasks(one, today)).toMatchObject(tasks);
    expect(datasetTasks(one, today)).toHaveLength(tasks.length);
  });
});

function delivery(change: object): DeliveryRecord {
  return DeliveryRecord.parse({
    id: '01JE0000000000000000000001',
    dataset: 'fishing-licences',
    department: 'agriculture',
    channel: 'excel',
    mode: 'full',
    status: 'failed',
    fileName: '许可证.xlsx',
    size: 10,
    createdBy: 'officer',
    createdAt: '2020-12-01T00:00:00.000Z',
    rawKey: 'deliveries/01JE0000000000000000000001/workbook.xlsx',
    attempts: 0,
    loadedParts: [],
    ...change,
  });
}
const staged = {
  prefix: 'staged/1',
  parts: 1,
  findingChunks: 0,
  findings: 0,
  truncated: false,
  records: 1,
  faultyRows: 0,
  headerRow: 1,
  columns: [],
  absentFields: [],
};
const finishedAt = '2020-12-02T00:00:00.000Z';
const returned = delivery({ status: 'returned', finishedAt, reason: { code: 'x', detail: '缺少必填列。' } });
const published = (rejected: number) =>
  delivery({ status: 'published', staged, finishedAt, rowCounts: { ...emptyRowCounts, rejected } });

describe('the newest delivery has rows to repair', () => {
  test.each<[string, readonly DeliveryRecord[], string | null]>([
    ['when it was returned', [returned], '缺少必填列。'],
    ['when rows of it were rejected', [published(12)], '有 12 行没有入库，请改正这些行后重新报送。'],
    ['not when all its rows are in', [published(0), returned], null],
    ['not while a later one is worked on', [delivery({ status: 'ingesting' }), returned], null],
    [
      'although a later one failed or was given up',
      [delivery({}), delivery({ status: 'discarded' }), returned],
      '缺少必填列。',
    ],
    [
      'not when it is a pull: its rows wait at the source',
      [delivery({ status: 'returned', channel: 'database' })],
      null,
    ],
    ['not when there is none', [], null],
  ])('%s', (_, deliveries, why) => {
    expect(returnedDeliveryTask(deliveries, nameOf)?.why ?? null).toBe(why);
  });

  test('rows that a page can mend lead to that page, others to the delivery', () => {
    const addresses = [published(12), returned].map((one) => returnedDeliveryTask([one], nameOf)?.address);
    expect(addresses).toEqual([
      '/deliveries/01JE0000000000000000000001/repair',
      '/deliveries/01JE0000000000000000000001',
    ]);
  });
});

describe('a delivery waits', () => {
  test.each<[string, DeliveryRecord, object | null]>([
    [
      'for approval, with what it removes',
      delivery({ status: 'awaiting-approval', rowCounts: { ...emptyRowCounts, removed: 7 } }),
      {
        kind: 'deliveries-to-approve',
        why: '放行后将有 7 条记录被移除，请由报送人以外的人核对后放行或作废。',
      },
    ],
    [
      'to be retried, with its reason',
      delivery({ reason: { code: 'x', detail: '没有收到文件。' } }),
      {
        kind: 'deliveries-failed',
        why: '没有收到文件。',
        address: '/deliveries/01JE0000000000000000000001',
      },
    ],
    ['not while it is discarded', delivery({ discarding: { by: 'officer', reason: '重报' } }), null],
    ['not once it is published', published(3), null],
  ])('%s', (_, one, task) => {
    const found = waitingDeliveryTask(one, nameOf);
    if (task === null) expect(found).toBeNull();
    else expect(found).toMatchObject(task);
  });
});

describe('a source asks for', () => {
  const health = buildSource().health;
  const failure = { at: '2020-12-04T00:00:00.000Z', code: 'timeout', detail: '服务没有按时应答。' };
  const success = {
    at: '2020-12-01T00:00:00.000Z',
    purpose: 'timetable',
    rows: 1,
    pages: 1,
    seconds: 1,
    rowsPerSecond: 1,
    changed: 0,
    removed: 0,
    rejected: 0,
  } as const;
  const decision = (kind: SourceRecord['decisions'][number]['kind'], reason?: string) => [
    { kind, by: 'checker', at: '2020-12-03T00:00:00.000Z', ...(reason === undefined ? {} : { reason }) },
  ];
  test.each<[string, SourceRecord, object | null]>([
    ['nothing while it runs', buildSource({ health: { ...health, streak: 3, lastSuccess: success } }), null],
    [
      'repair, since its last success',
      buildSource({ health: { ...health, streak: -3, lastSuccess: success, lastFailure: failure } }),
      {
        kind: 'sources-failing',
        since: success.at,
        why: '最近 3 次读取都没有成功，上一次成功是 2020-12-01 08:00。服务没有按时应答。',
        address: '/sources/fishing-licences/database',
      },
    ],
    [
      'repair, since its first failure when it never worked',
      buildSource({ health: { ...health, streak: -1, lastFailure: failure } }),
      { kind: 'sources-failing', since: failure.at },
    ],
    [
      'nothing while it is paused',
      buildSource({ state: 'paused', health: { ...health, streak: -3, lastFailure: failure } }),
      null,
    ],
    [
      'a correction when it was returned',
      buildSource({ state: 'returned', decisions: decision('returned', '缺少主键。') }),
      { kind: 'sources-returned', why: '信息中心退回了登记的数据源，意见是：缺少主键。请修改后重新登记。' },
    ],
    [
      'a test and confirmation when it is registered',
      buildSource({ state: 'registered', decisions: decision('registered') }),
      { kind: 'sources-to-confirm', why: '登记以后还没有测试，请先测试再确认。' },
    ],
  ])('%s', (_, source, task) => {
    const found = sourceTask(source, nameOf);
    if (task === null) expect(found).toBeNull();
    else expect(found).toMatchObject(task);
  });
});
