import type { ApplicationState, FieldDecision } from '../../../../schemas/sharing/application.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const applicationTones = {
  draft: 'idle',
  'awaiting-approval': 'waiting',
  'awaiting-check': 'waiting',
  'awaiting-decision': 'waiting',
  'awaiting-completion': 'bad',
  granted: 'good',
  refused: 'bad',
  'awaiting-coordination': 'waiting',
  closed: 'bad',
  withdrawn: 'idle',
  lapsed: 'bad',
  revoked: 'bad',
} as const satisfies Record<ApplicationState, Tone>;

export const decisionNames = {
  grant: '给出原值',
  mask: '脱敏后给出',
  refuse: '不予共享',
} as const satisfies Record<FieldDecision['decision'], string>;
