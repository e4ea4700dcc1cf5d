import type { BatchStatus, EntryOutcome } from '../../../../schemas/certificates/batch.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const batchTones = {
  prepared: 'waiting',
  applying: 'running',
  done: 'good',
  rejected: 'bad',
  expired: 'idle',
} as const satisfies Record<BatchStatus, Tone>;

export const outcomeWords = {
  possible: ['可以办理', 'running'],
  done: ['已办理', 'good'],
  'not-found': ['没有查到', 'bad'],
  'other-department': ['其他部门的', 'bad'],
  ambiguous: ['编号不唯一', 'bad'],
  duplicate: ['重复', 'idle'],
  'already-in-status': ['无须办理', 'idle'],
  'not-from-this-status': ['不能办理', 'bad'],
  superseded: ['旧版本', 'bad'],
  busy: ['没有办成', 'bad'],
} as const satisfies Record<EntryOutcome, readonly [string, Tone]>;
