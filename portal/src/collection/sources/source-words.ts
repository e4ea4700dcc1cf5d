import type { SourceOperation } from '../../../../schemas/collection/sources/routes.ts';
import type { MappedField, RunPurpose, Source, SourceState } from '../../../../schemas/collection/sources/source.ts';
import { formatMoment } from '../../shared/moment.tsx';
import type { Tone } from '../../shared/state-tag.tsx';
import type { Clock } from './source-health.ts';

/** Moments in Shanghai; another year than that of `now` is named. */
export const clockAt = (now: Date): Clock => ({ now, format: (iso) => formatMoment(iso, now) });

export const sourceTones = {
  registered: 'waiting',
  returned: 'bad',
  running: 'good',
  paused: 'idle',
  retired: 'idle',
} as const satisfies Record<SourceState, Tone>;

export const healthNames = {
  bad: '有故障',
  waiting: '待处理',
  running: '进行中',
  good: '正常',
  idle: '未运行',
} as const satisfies Record<Tone, string>;

export const mappingNames = {
  mapped: '已对应',
  unmapped: '没有对应',
  missing: '各行都没有值',
  'wrong-type': '有值不符合要求',
} as const satisfies Record<MappedField['state'], string>;

/** A field that is not required may stay unmapped: that is no fault. */
export function mappingTone({ state, required }: Pick<MappedField, 'state' | 'required'>): Tone {
  if (state === 'mapped') return 'good';
  if (state === 'wrong-type') return 'bad';
  return required ? 'bad' : 'idle';
}

export const purposeNames = { timetable: '按时间表', requested: '人工', reconcile: '核对' } as const satisfies Record<
  RunPurpose,
  string
>;

export const acknowledgementNames = {
  written: '已回写到前置库',
  partial: '部分行没有回写',
  untouched: '没有一行回写',
  'not-granted': '部门没有授权回写',
  failed: '回写没有完成，没有标记的行在下次读到时再写',
  none: '',
} as const satisfies Record<Source['health']['acknowledgement'], string>;

type OperationWords = {
  readonly verb: string;
  /** States in which the platform accepts it. */
  readonly states: readonly SourceState[];
  /** What will happen to whom. */
  readonly consequence: (name: string) => string;
  readonly isDangerous?: boolean;
};

/** What the centre can do with a confirmed source; `run-from` needs a place, and is for the command line. */
export const operationWords = {
  'run-now': {
    verb: '立即读取',
    states: ['running'],
    consequence: (name) =>
      `平台将马上向提供部门的系统读取“${name}”自上次以来的变化，检查合格的行会直接公开。登记了读取时段的，等到时段内开始。`,
  },
  resume: {
    verb: '恢复',
    states: ['paused'],
    consequence: (name) => `“${name}”将恢复按时间表读取；暂停期间错过的读取会补一次，不会漏掉变化。`,
  },
  'reconcile-now': {
    verb: '立即核对',
    states: ['running'],
    consequence: (name) =>
      `平台将完整读取一遍“${name}”，与已公开的记录逐条比较：缺少的补上，不一致的按来源改正，来源没有的移除。数据多时需要较长时间。`,
  },
  pause: {
    verb: '暂停',
    states: ['running'],
    consequence: (name) =>
      `“${name}”将不再自动读取，正在进行的读取也会停下；已公开的记录不受影响，使用部门看到的数据不再更新，直到您恢复。`,
  },
  retire: {
    verb: '停用',
    states: ['registered', 'returned', 'running', 'paused'],
    consequence: (name) =>
      `“${name}”将永久停止读取，登记的访问凭据会删除；已公开的记录不受影响。再用时须由提供部门重新登记、测试和确认。`,
    isDangerous: true,
  },
} as const satisfies Partial<Record<SourceOperation, OperationWords>>;
export type OfferedOperation = keyof typeof operationWords;

/** The operations that the platform would accept in this state, in the order in which they are offered. */
export function operationsIn(state: SourceState): readonly (readonly [OfferedOperation, OperationWords])[] {
  const all: readonly (readonly [OfferedOperation, OperationWords])[] = [
    ['run-now', operationWords['run-now']],
    ['resume', operationWords.resume],
    ['reconcile-now', operationWords['reconcile-now']],
    ['pause', operationWords.pause],
    ['retire', operationWords.retire],
  ];
  return all.filter(([, { states }]) => states.includes(state));
}
