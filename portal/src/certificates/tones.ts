import type { Validity } from '../../../schemas/certificates/validity.ts';
import type { Tone } from '../shared/state-tag.tsx';
import type { CoverageState } from './coverage-state.ts';

export const coverageTones = {
  'not-issued': 'bad',
  late: 'bad',
  outstanding: 'running',
  complete: 'good',
  none: 'idle',
} as const satisfies Record<CoverageState, Tone>;

export const validityTones = {
  valid: 'good',
  'not-yet-valid': 'waiting',
  expired: 'idle',
  superseded: 'idle',
  withheld: 'waiting',
  'transferred-out': 'running',
  rescinded: 'bad',
  annulled: 'bad',
  revoked: 'bad',
  lapsed: 'bad',
  other: 'waiting',
  altered: 'bad',
  'unknown-issuer': 'bad',
  unknown: 'bad',
  unchecked: 'waiting',
  'copy-expired': 'idle',
  unreadable: 'bad',
} as const satisfies Record<Validity, Tone>;
