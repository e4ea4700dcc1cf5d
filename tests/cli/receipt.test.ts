import { describe, expect, test } from 'vitest';
import { getExitCode } from '../../lib/cli/platform/show-receipt.ts';
import { formatReceipt } from '../../lib/cli/text/receipt-text.ts';
import { DeliveryReceipt, DeliveryStatus, emptyRowCounts } from '../../schemas/collection/delivery.ts';
import { statusNames } from '../../schemas/collection/status-names.ts';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

function delivery(changes: Partial<DeliveryReceipt>): DeliveryReceipt {
  return DeliveryReceipt.parse({
    id,
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status: 'published',
    fileName: '车辆.xlsx',
    size: 2048,
    createdBy: 'wang-fang',
    createdAt: '2020-11-30T01:00:00.000Z',
    ...changes,
  });
}

describe('a receipt', () => {
  test.each<[string, Partial<DeliveryReceipt>, string[]]>([
    [
      'shows the sum of the ledger with its terms',
      {
        rowCounts: { ...emptyRowCounts, read: 5000, new: 4000, changed: 30, unchanged: 960, rejected: 10, errors: 12 },
      },
      ['读取 5,000 行 = 新增 4,000 + 变更 30 + 未变 960 + 退回 10', '✓ 相符', '错误 12 处，提醒 0 处'],
    ],
    [
      'says when the sum does not come out',
      { rowCounts: { ...emptyRowCounts, read: 5, new: 4 } },
      ['读取 5 行 ≠ 新增 4', '✗ 不符'],
    ],
    [
      'names removed and retained records',
      { rowCounts: { ...emptyRowCounts, removed: 3, retained: 7 } },
      ['减少 3 条', '暂予保留 7 条'],
    ],
    [
      'says that nothing was found',
      { rowCounts: { ...emptyRowCounts, read: 1, new: 1 } },
      ['问题      没有', '不需要再做什么'],
    ],
    [
      'gives the reason as the platform says it',
      { status: 'awaiting-approval', reason: { code: 'would-shrink', detail: '这次全量报送会减少 90 条记录。' } },
      ['等待确认', '这次全量报送会减少 90 条记录。', '放行'],
    ],
    [
      'tells where the rejected rows are to be had',
      { rowCounts: { ...emptyRowCounts, read: 2, new: 1, rejected: 1, errors: 1 } },
      [`guiji receipt ${id} --annotated`, '增量'],
    ],
    [
      'says that it was rolled back, when, by whom and why',
      {
        trial: true,
        outcome: { state: 'rolled-back', by: 'liu-yang', at: '2020-12-01T02:00:00.000Z', reason: '第二批有误' },
      },
      ['状态      已回退\n', '回退      2020-12-01 10:00，liu-yang：第二批有误', '不再公开', '改正后重新报送'],
    ],
    [
      'names the later publication',
      { outcome: { state: 'followed', by: 'li-qiang', at: '2020-12-01T02:00:00.000Z', delivery: id } },
      [`2020-12-01 10:00 又公开了批次 ${id}（li-qiang）`],
    ],
    [
      'says who discarded it and why',
      {
        status: 'discarded',
        decisions: [{ kind: 'discarded', by: 'liu-yang', at: '2020-12-01T02:00:00.000Z', reason: '选错了文件' }],
      },
      ['作废      2020-12-01 10:00，liu-yang：选错了文件'],
    ],
    [
      'names people as the platform names them',
      {
        status: 'discarded',
        decisions: [
          { kind: 'approved', by: 'liu-yang', at: '2020-12-01T01:00:00.000Z' },
          { kind: 'discarded', by: 'removed', at: '2020-12-01T02:00:00.000Z', reason: '选错了文件' },
        ],
        actors: [
          { account: 'liu-yang', name: '刘洋', department: 'information-center', departmentName: '市政府信息中心' },
        ],
      },
      ['放行      2020-12-01 09:00，刘洋（市政府信息中心）\n', '作废      2020-12-01 10:00，未登记的账号 removed：'],
    ],
    ['tells of the trial', { trial: true }, ['试运行']],
  ])('%s', (_, changes, sentences) => {
    const text = formatReceipt(delivery(changes));
    for (const sentence of sentences) expect(text).toContain(sentence);
  });

  test.each<[string, Partial<DeliveryReceipt>, string | undefined, string]>([
    ['by its name and its id', { version: 2 }, '机动车登记信息', '机动车登记信息（vehicles，目录第 2 版），全量报送'],
    ['before the version is known', {}, '机动车登记信息', '机动车登记信息（vehicles），全量报送'],
    ['by its id alone, where the name cannot be had', { version: 2 }, undefined, 'vehicles（目录第 2 版），全量报送'],
    ['by its id, and no more is known', {}, undefined, '信息资源  vehicles，全量报送'],
  ])('names the dataset %s', (_, changes, name, expected) => {
    expect(formatReceipt(delivery(changes), name)).toContain(expected);
  });

  test.each(DeliveryStatus.options)('says the status %s and what to do next', (status) => {
    const text = formatReceipt(delivery({ status }));
    expect(text).toContain(statusNames[status]);
    expect(text).toMatch(/下一步 {4}\S.+。\n$/);
  });
});

describe('the exit code', () => {
  test.each<[string, Partial<DeliveryReceipt>, number]>([
    ['all is well', { rowCounts: { ...emptyRowCounts, read: 1, new: 1 } }, 0],
    ['warnings alone are well', { rowCounts: { ...emptyRowCounts, read: 1, new: 1, warnings: 4 } }, 0],
    ['rows were rejected', { rowCounts: { ...emptyRowCounts, read: 2, new: 1, rejected: 1, errors: 1 } }, 1],
    ['returned for its columns', { status: 'returned', reason: { code: 'columns-differ', detail: '' } }, 1],
    ['awaiting-approval', { status: 'awaiting-approval' }, 1],
    ['failed', { status: 'failed', reason: { code: 'attempts-exhausted', detail: '' } }, 1],
    ['not finished when the patience ended', { status: 'loading' }, 1],
    ['rolled back', { outcome: { state: 'rolled-back', by: 'x', at: '2020-12-01T02:00:00.000Z' } }, 1],
    ['the workbook could not be read', { status: 'returned', reason: { code: 'encrypted', detail: '' } }, 3],
  ])('%s', (_, changes, code) => {
    expect(getExitCode(delivery(changes))).toBe(code);
  });
});
