import type { Tone } from '../shared/state-tag.tsx';
import type { CoverageState } from './coverage-state.ts';

export const coverageTones = {
  'not-issued': 'bad',
  late: 'bad',
  outstanding: 'running',
  complete: 'good',
  none: 'idle',
} as const satisfies Record<CoverageState, Tone>;
