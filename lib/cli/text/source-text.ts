import type { RejectedRow } from '../../../schemas/collection/sources/rejected-row.ts';
import type { SourceView } from '../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { isInWindow, nextInWindow } from '../../collection/sources/pull/due-times.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { formatCount } from './format-amounts.ts';
import { formatTable } from './text-table.ts';

type Health = Source['health'];

const breakerNames = { closed: '正常', open: '断开', 'half-open': '试探' } as const;
const purposeNames = { timetable: '按时', requested: '人工', reconcile: '核对' } as const;
const acknowledgementNames = {
  written: '已回写到前置库',
  partial: '部分行没有回写',
  untouched: '没有一行回写',
  'not-granted': '部门没有授权回写',
  failed: '回写没有完成，没有标记的行在下次读到时再写',
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

/** Formats one line per source. */
export function formatSources(sources: readonly Source[]): string {
  return formatTable(
    ['信息资源', '归集方式', '状态', '熔断', '连续', '最近成功', '行数', '下次', '最近失败'],
    sources.map(({ dataset, channel, state, health, nextRunAt }) => [
      dataset,
      sourceChannelNames[channel],
      sourceStateNames[state],
      breakerNames[health.breaker],
      formatStreak(health.streak),
      health.lastSuccess === undefined ? '—' : minuteInShanghai(health.lastSuccess.at),
      health.lastSuccess === undefined ? '—' : formatCount(health.lastSuccess.rows),
      nextRunAt === undefined || state !== 'running' ? '—' : minuteInShanghai(nextRunAt),
      health.streak < 0 ? (health.lastFailure?.detail ?? '') : '',
    ]),
  );
}

/** Leaves out lines without a value. */
export function formatSource(source: SourceView, now: string): string {
  const lines: readonly (readonly [name: string, text: string | undefined])[] = [
    ['数据源', `${source.dataset}，${sourceChannelNames[source.channel]}，登记第 ${source.declarationVersion} 版`],
    ['状态', describeState(source)],
    ['正在读取', describeRun(source)],
    ['等待人工', describeWaiting(source.health)],
    ['最近成功', describeSuccess(source.health)],
    ['带来的变化', describeChanges(source.health)],
    ['最近失败', describeFailure(source.health)],
    ['最近核对', describeReconciliation(source.health)],
    ['回写', nonEmpty(describeAcknowledgement(source.health))],
    ['待处理', describeRejectedRows(source)],
    ['重放', describeReplay(source)],
    ['读到', source.watermark],
    ['下次读取', describeNextRun(source, now)],
    ['下次核对', formatTime(source.nextReconcileAt)],
    ['凭据', describeSecret(source)],
    ['测试', describeTest(source)],
    ...(source.test?.table?.remarks ?? []).map(({ detail }) => ['提醒', detail] as const),
    ['回执', source.receipt === undefined ? undefined : `${source.receipt.number}，${source.receipt.toProvider}`],
  ];
  const details = lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(6, '　')}${text}\n`]));
  const decisions = source.decisions.slice(-10).map((decision) => formatDecision(decision, source.actors));
  return `${details.join('')}留痕（最近 ${decisions.length} 条）\n${decisions.join('')}`;
}

function describeState({ state, health }: Source): string {
  const { breaker, breakerUntil, streak } = health;
  const until = breakerUntil === undefined ? '' : `（${minuteInShanghai(breakerUntil)} 前不再调用）`;
  return `${sourceStateNames[state]}，熔断${breakerNames[breaker]}${until}，连续${formatStreak(streak)}`;
}

const replayStateNames = { claiming: '正在安排', replaying: '正在检查', finished: '已完成' } as const;

function describeReplay({ replay }: Source): string | undefined {
  if (replay === undefined) return undefined;
  const { startedAt, state, replayed, accepted, rejected, reopened, reasons } = replay;
  const counts = `${formatCount(replayed)} 行，通过 ${formatCount(accepted)}，仍被退回 ${formatCount(rejected)}`;
  const waiting = reopened === 0 ? '' : `，恢复待处理 ${formatCount(reopened)}`;
  const why = reasons.map(({ code, rows }) => `${code} ${formatCount(rows)}`).join('、');
  const because = why === '' ? '' : `（${why}）`;
  return `${minuteInShanghai(startedAt)} 开始，${replayStateNames[state]}，${counts}${waiting}${because}`;
}

function describeRun({ running }: Source): string | undefined {
  if (running === undefined) return undefined;
  const { purpose, startedAt, pages, rows } = running;
  const amount = `${formatCount(pages)} 页 ${formatCount(rows)} 行`;
  return `${purposeNames[purpose]}，${minuteInShanghai(startedAt)} 开始，已读 ${amount}`;
}

function describeWaiting({ waitingFor }: Health): string | undefined {
  if (waitingFor === undefined) return undefined;
  const status = waitingFor.status === 'awaiting-approval' ? '等待放行' : '处理失败';
  return `报送批次 ${waitingFor.delivery}（${status}），处理后自动继续`;
}

function describeSuccess({ lastSuccess }: Health): string {
  if (lastSuccess === undefined) return '还没有';
  const { at, purpose, rows, pages, seconds, rowsPerSecond } = lastSuccess;
  const amount = `${formatCount(rows)} 行 ${formatCount(pages)} 页`;
  const speed = `${seconds.toFixed(1)} 秒，每秒 ${formatCount(rowsPerSecond)} 行`;
  return `${minuteInShanghai(at)}，${purposeNames[purpose]}，${amount}，${speed}`;
}

function describeChanges({ lastSuccess }: Health): string | undefined {
  if (lastSuccess === undefined) return undefined;
  const { changed, removed, rejected, delivery } = lastSuccess;
  const counts = `新增和变更 ${formatCount(changed)}，移除 ${formatCount(removed)}，退回 ${formatCount(rejected)}`;
  return `${counts}${delivery === undefined ? '' : `，报送批次 ${delivery}`}`;
}

function describeFailure({ lastFailure }: Health): string | undefined {
  return lastFailure === undefined ? undefined : `${minuteInShanghai(lastFailure.at)}，${lastFailure.detail}`;
}

function describeReconciliation({ lastReconciled }: Health): string | undefined {
  if (lastReconciled === undefined) return undefined;
  const { at, rows, records, missing, differing, extra } = lastReconciled;
  return [
    minuteInShanghai(at),
    `来源 ${formatCount(rows)} 行`,
    `平台 ${formatCount(records)} 条`,
    `缺少 ${formatCount(missing)}、不一致 ${formatCount(differing)}、多出 ${formatCount(extra)}`,
    '均已修复',
  ].join('，');
}

function describeAcknowledgement({ acknowledgement, acknowledgedRows, acknowledgementFault }: Health): string {
  const name = acknowledgementNames[acknowledgement];
  if (acknowledgementFault !== undefined) return `${name}。${acknowledgementFault.detail}`;
  if (acknowledgedRows === undefined) return name;
  const { marked, missed } = acknowledgedRows;
  const counts = marked === 0 && missed === 0 ? name : `${name}，已标记 ${formatCount(marked)} 行`;
  return missed === 0
    ? counts
    : `${counts}，另有 ${formatCount(missed)} 行在表中找不到读取时的样子（读取后又有修改、已被删除，或主键、更新时间为空），修改过的行下次读取后再回写`;
}

function describeRejectedRows({ rejectedRowCount = 0 }: Source): string {
  return rejectedRowCount === 0 ? '没有退回行' : `退回行 ${formatCount(rejectedRowCount)} 条，用 --rejected-rows 查看`;
}

function describeSecret({ secret }: Source): string {
  return secret === undefined ? '还没有登记' : `${secret.parts.join('、')}，${minuteInShanghai(secret.at)} 登记`;
}

function describeTest({ test }: Source): string {
  if (test === undefined) return '还没有测试';
  const outcome = test.ok ? `成功，首页 ${formatCount(test.rows)} 行` : (test.fault?.detail ?? '首页数据与目录不对应');
  const notices = (test.notices ?? []).map(({ detail }) => `；${detail}`).join('');
  return `${minuteInShanghai(test.at)}，${outcome}${notices}`;
}

type Decision = SourceView['decisions'][number];

function formatDecision({ kind, by, at, reason, from }: Decision, actors: SourceView['actors']): string {
  const start = from === undefined ? '' : `，从 ${from} 起`;
  const explanation = reason === undefined ? '' : `：${reason}`;
  return `  ${minuteInShanghai(at)}  ${decisionNames[kind]}  ${nameActor(actors, by)}${start}${explanation}\n`;
}

/** A source that doesn't run has no next time; one that is due starts within a minute. */
function describeNextRun({ state, nextRunAt }: Source, now: string): string | undefined {
  if (state !== 'running' || nextRunAt === undefined) return undefined;
  return nextRunAt <= now ? '已到时间，即将开始' : minuteInShanghai(nextRunAt);
}

const operationsThatRead: ReadonlySet<string> = new Set(['run-now', 'run-from', 'reconcile-now', 'resumed']);

/** Says when an ordered read starts that has to wait for the declared hours; else empty. */
export function describeWaitForWindow({ timetable, state, decisions, nextRunAt }: Source, now: string): string {
  const { window } = timetable;
  const isOrdered = operationsThatRead.has(decisions.at(-1)?.kind ?? '');
  if (!isOrdered || state !== 'running' || window === undefined || isInWindow(timetable, now)) return '';
  const at = nextRunAt === undefined || nextRunAt < now ? nextInWindow(timetable, now) : nextRunAt;
  return `现在不在登记的读取时段（${window.from} 至 ${window.to}）内，没有立即读取；将在 ${minuteInShanghai(at)} 开始。\n`;
}

function formatTime(at: string | undefined): string | undefined {
  return at === undefined ? undefined : minuteInShanghai(at);
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Formats one line per rejected row. */
export function formatRejectedRows(rejectedRows: readonly RejectedRow[]): string {
  if (rejectedRows.length === 0) return '没有待处理的退回行。\n';
  return formatTable(
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
