import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { formatNumber } from '../../shared/format-number.ts';

/** Each level is shown in the tone of its name. */
type Level = 'bad' | 'waiting' | 'running' | 'good' | 'idle';
export type Health = { readonly tone: Level; readonly sentence: string };

/** `format` writes a moment as people read it. */
export type Clock = { readonly now: Date; readonly format: (iso: string) => string };

/** True when the last test call is of the declaration as it is now, and succeeded. */
export const isTested = ({ test, declarationVersion }: Pick<Source, 'test' | 'declarationVersion'>): boolean =>
  test?.ok === true && test.declarationVersion === declarationVersion;

/** Says in one sentence how a source does and what is to be done; times are Shanghai's. */
export function describeHealth(source: Source, clock: Clock): Health {
  switch (source.state) {
    case 'registered':
      return describeRegistered(source);
    case 'returned':
      return { tone: 'bad', sentence: `信息中心已退回：${lastReason(source, 'returned')}请提供部门修改后重新登记。` };
    case 'paused':
      return { tone: 'idle', sentence: `已暂停，不再自动读取：${lastReason(source, 'paused')}` };
    case 'retired':
      return { tone: 'idle', sentence: `已停用：${lastReason(source, 'retired')}` };
    case 'running':
      return describeRunning(source, clock);
  }
}

function describeRegistered({ test, declarationVersion }: Source): Health {
  if (test === undefined || test.declarationVersion !== declarationVersion)
    return { tone: 'waiting', sentence: '登记内容还没有测试。请先测试调用，核对与目录的对应。' };
  if (test.ok) return { tone: 'waiting', sentence: '测试成功，等待信息中心确认。确认后按时间表读取。' };
  const why = test.fault?.detail ?? '首页数据与目录不对应，请看对应表中标红的信息项。';
  return { tone: 'bad', sentence: `测试没有成功：${why}` };
}

function describeRunning({ health, running, nextRunAt, rejectedRowCount = 0 }: Source, clock: Clock): Health {
  const { format } = clock;
  const { lastSuccess, waitingFor } = health;
  if (waitingFor !== undefined) {
    const what = waitingFor.status === 'awaiting-approval' ? '等待放行' : '处理失败';
    return { tone: 'waiting', sentence: `读到的一批数据${what}，处理后才会继续读取。` };
  }
  if (health.streak < 0) return { tone: 'bad', sentence: describeFailures(health, nextRunAt, clock) };
  if (running !== undefined) {
    const amount = `已读 ${formatNumber(running.pages)} 页、${formatNumber(running.rows)} 行`;
    return { tone: 'running', sentence: `正在读取，${amount}。` };
  }
  if (lastSuccess === undefined) return { tone: 'running', sentence: '已确认，即将开始第一次读取。' };
  const last = `${format(lastSuccess.at)} 读取 ${formatNumber(lastSuccess.rows)} 行`;
  if (rejectedRowCount > 0)
    return { tone: 'waiting', sentence: `${last}，另有 ${formatNumber(rejectedRowCount)} 条退回行待改正。` };
  return { tone: 'good', sentence: `运行正常，${last}${nextRun(nextRunAt, clock)}。` };
}

function describeFailures(
  { streak, lastSuccess, lastFailure }: Source['health'],
  nextRunAt: string | undefined,
  { now, format }: Clock,
): string {
  const since = lastSuccess === undefined ? '从未成功' : `${format(lastSuccess.at)} 以后`;
  const retry = nextRunAt === undefined || new Date(nextRunAt) <= now ? '' : `平台将在 ${format(nextRunAt)} 再试。`;
  return `${since}，连续失败 ${-streak} 次：${lastFailure?.detail ?? ''}${retry}`;
}

function nextRun(nextRunAt: string | undefined, { now, format }: Clock): string {
  if (nextRunAt === undefined) return '';
  return new Date(nextRunAt) <= now ? '，即将再次读取' : `，下次 ${format(nextRunAt)}`;
}

/** `“…”。`, or nothing when no reason is on record. */
function lastReason({ decisions }: Source, kind: Source['decisions'][number]['kind']): string {
  const reason = decisions.findLast((decision) => decision.kind === kind)?.reason;
  return reason === undefined ? '' : `“${reason}”。`;
}

const urgency: readonly Level[] = ['bad', 'waiting', 'running', 'good', 'idle'];

/** The worst first; among the failing those that failed most often. */
export function sortByUrgency(sources: readonly Source[], clock: Clock): readonly (readonly [Source, Health])[] {
  return sources
    .map((source) => [source, describeHealth(source, clock)] as const)
    .toSorted(
      ([one, { tone: a }], [other, { tone: b }]) =>
        urgency.indexOf(a) - urgency.indexOf(b) || one.health.streak - other.health.streak,
    );
}
