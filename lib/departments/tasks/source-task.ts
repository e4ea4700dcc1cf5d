import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import type { FoundTask } from './group-tasks.ts';

/** A source that fails, was returned, or waits to be confirmed; `null` for one that asks for nothing. */
export function sourceTask(source: SourceRecord, nameOf: (dataset: string) => string): FoundTask | null {
  const { dataset, channel, state } = source;
  const base = { title: nameOf(dataset), address: `/sources/${dataset}/${channel}` };
  if (state === 'running') return failingTask(source, base);
  const last = source.decisions.findLast(({ kind }) => kind === state);
  if (last === undefined) return null;
  if (state === 'returned') {
    const opinion = last.reason === undefined ? '' : `，意见是：${last.reason.replace(/[。！？]+$/, '')}`;
    return {
      kind: 'sources-returned',
      ...base,
      why: `信息中心退回了登记的数据源${opinion}。请修改后重新登记。`,
      since: last.at,
    };
  }
  if (state !== 'registered') return null;
  return { kind: 'sources-to-confirm', ...base, why: whyToConfirm(source), since: last.at };
}

function failingTask({ health, receipt }: SourceRecord, base: Pick<FoundTask, 'title' | 'address'>): FoundTask | null {
  const { lastFailure, lastSuccess, streak } = health;
  if (streak >= 0 || lastFailure === undefined) return null;
  // It has worked when it was confirmed.
  const worked = lastSuccess?.at ?? receipt?.at;
  const since = worked ?? lastFailure.at;
  const runs = `最近 ${-streak} 次读取都没有成功`;
  const lasting = worked === undefined ? runs : `${runs}，上一次成功是 ${minuteInShanghai(worked)}`;
  return { kind: 'sources-failing', ...base, why: `${lasting}。${lastFailure.detail}`, since };
}

function whyToConfirm({ test, declarationVersion }: SourceRecord): string {
  if (test === undefined || test.declarationVersion !== declarationVersion)
    return '登记以后还没有测试，请先测试再确认。';
  return test.ok ? '测试已经通过，确认后按时间表读取。' : '最近一次测试没有通过，请重新测试，或退回提供部门修改。';
}
