import type { Validity } from '../../../schemas/certificates/validity.ts';
import type { Tone } from './state-tag.tsx';

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
