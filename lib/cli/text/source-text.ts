import type { RejectedRow } from '../../../schemas/collection/sources/rejected-row.ts';
import type { Source } from '../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { formatCount } from './format-amounts.ts';
import { textTable } from './text-table.ts';

const breakerNames = { closed: '正常', open: '断开', 'half-open': '试探' } as const;
const purposeNames = { timetable: '按时', requested: '人工', reconcile: '核对' } as const;
const acknowledgementNames = {
  written: '已回写到前置库',
  'not-granted': '部门没有授权回写',
  failed: '回写失败，下次再写',
  none: '',
} as const;
const decisionNames = {
  registered: '登记',
  'secret-set': '登记凭据',
  tested: '测试',
  returned: '退回修改',
  confirmed: '确认成功',
  paused: '暂停',
  resumed: '恢复',
  'run-now': '立即读取',
  'run-from': '从指定位置读取',
  'reconcile-now': '立即核对',
  retired: '停用',
  replayed: '重放退回行',
} as const;

/** Many sources, one line each. */
export function sourcesText(sources: readonly Source[]): string {
  return textTable(
    ['信息资源', '归集方式', '状态', '熔断', '连续', '最近成功', '行数', '下次', '最近失败'],
    sources.map(({ dataset, channel, state, health, nextRunAt }) => [
      dataset,
      sourceChannelNames[channel],
      sourceStateNames[state],
      breakerNames[health.breaker],
      formatStreak(health.streak),
      health.lastSuccess === undefined ? '—' : minuteInShanghai(health.lastSuccess.at),
      health.lastSuccess === undefined ? '—' : formatCount(health.lastSuccess.rows),
      nextRunAt === undefined ? '—' : minuteInShanghai(nextRunAt),
      health.streak < 0 ? (health.lastFailure?.detail ?? '') : '',
    ]),
  );
}

/** One source as the person on duty reads it. */
export function sourceText({
  dataset,
  channel,
  state,
  declarationVersion,
  health,
  running,
  nextRunAt,
  nextReconcileAt,
  watermark,
  receipt,
  test,
  secret,
  decisions,
  rejectedRowCount,
}: Source): string {
  const { lastSuccess, lastFailure, lastReconciled, waitingFor } = health;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['数据源', `${dataset}，${sourceChannelNames[channel]}，登记第 ${declarationVersion} 版`],
    [
      '状态',
      `${sourceStateNames[state]}，熔断${breakerNames[health.breaker]}${health.breakerUntil === undefined ? '' : `（${minuteInShanghai(health.breakerUntil)} 前不再调用）`}，连续${formatStreak(health.streak)}`,
    ],
    [
      '正在读取',
      running === undefined
        ? undefined
        : `${purposeNames[running.purpose]}，${minuteInShanghai(running.startedAt)} 开始，已读 ${formatCount(running.pages)} 页 ${formatCount(running.rows)} 行`,
    ],
    [
      '等待人工',
      waitingFor === undefined
        ? undefined
        : `报送批次 ${waitingFor.delivery}（${waitingFor.status === 'awaiting-approval' ? '等待放行' : '处理失败'}），处理后自动继续`,
    ],
    [
      '最近成功',
      lastSuccess === undefined
        ? '还没有'
        : `${minuteInShanghai(lastSuccess.at)}，${purposeNames[lastSuccess.purpose]}，${formatCount(lastSuccess.rows)} 行 ${formatCount(lastSuccess.pages)} 页，${lastSuccess.seconds.toFixed(1)} 秒，每秒 ${formatCount(lastSuccess.rowsPerSecond)} 行`,
    ],
    [
      '带来的变化',
      lastSuccess === undefined
        ? undefined
        : `新增和变更 ${formatCount(lastSuccess.changed)}，移除 ${formatCount(lastSuccess.removed)}，退回 ${formatCount(lastSuccess.rejected)}${lastSuccess.delivery === undefined ? '' : `，报送批次 ${lastSuccess.delivery}`}`,
    ],
    ['最近失败', lastFailure === undefined ? undefined : `${minuteInShanghai(lastFailure.at)}，${lastFailure.detail}`],
    [
      '最近核对',
      lastReconciled === undefined
        ? undefined
        : `${minuteInShanghai(lastReconciled.at)}，来源 ${formatCount(lastReconciled.rows)} 行，平台 ${formatCount(lastReconciled.records)} 条，缺少 ${formatCount(lastReconciled.missing)}、不一致 ${formatCount(lastReconciled.differing)}、多出 ${formatCount(lastReconciled.extra)}，均已修复`,
    ],
    [
      '回写',
      acknowledgementNames[health.acknowledgement] === '' ? undefined : acknowledgementNames[health.acknowledgement],
    ],
    [
      '待处理',
      rejectedRowCount === undefined || rejectedRowCount === 0
        ? '没有退回行'
        : `退回行 ${formatCount(rejectedRowCount)} 条，用 --rejected-rows 查看`,
    ],
    ['读到', watermark],
    ['下次读取', nextRunAt === undefined ? undefined : minuteInShanghai(nextRunAt)],
    ['下次核对', nextReconcileAt === undefined ? undefined : minuteInShanghai(nextReconcileAt)],
    ['凭据', secret === undefined ? '还没有登记' : `${secret.parts.join('、')}，${minuteInShanghai(secret.at)} 登记`],
    [
      '测试',
      test === undefined
        ? '还没有测试'
        : `${minuteInShanghai(test.at)}，${test.ok ? `成功，首页 ${formatCount(test.rows)} 行` : (test.fault?.detail ?? '首页数据与目录不对应')}`,
    ],
    ['回执', receipt === undefined ? undefined : `${receipt.number}，${receipt.toProvider}`],
  ];
  const trace = decisions
    .slice(-10)
    .map(
      ({ kind, by, at, reason, from }) =>
        `  ${minuteInShanghai(at)}  ${decisionNames[kind]}  ${by}${from === undefined ? '' : `，从 ${from} 起`}${reason === undefined ? '' : `：${reason}`}\n`,
    );
  return `${lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(6, '　')}${text}\n`])).join('')}留痕（最近 ${trace.length} 条）\n${trace.join('')}`;
}

/** What was rejected and waits, one line each. */
export function rejectedRowsText(rejectedRows: readonly RejectedRow[]): string {
  if (rejectedRows.length === 0) return '没有待处理的退回行。\n';
  return textTable(
    ['编号', '次数', '最近一次', '位置', '问题'],
    rejectedRows.map(({ id, attempts, at, page, row, detail }) => [
      id,
      formatCount(attempts),
      minuteInShanghai(at),
      row === undefined ? `第 ${page} 页` : `第 ${page} 页第 ${row} 行`,
      detail,
    ]),
  );
}

function formatStreak(streak: number): string {
  return streak < 0 ? `失败 ${-streak} 次` : `成功 ${streak} 次`;
}
