import type { ObjectionState } from '../../../../schemas/sharing/objection.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const objectionTones = {
  'awaiting-verification': 'waiting',
  'awaiting-correction': 'waiting',
  'awaiting-coordination': 'waiting',
  corrected: 'good',
  refused: 'bad',
  closed: 'bad',
  withdrawn: 'idle',
} as const satisfies Record<ObjectionState, Tone>;
