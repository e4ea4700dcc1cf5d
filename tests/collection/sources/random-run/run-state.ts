import type { createRandom } from '../../../../lib/kernel/synthetic/random.ts';

export type Random = ReturnType<typeof createRandom>;

/** What one run met; over many runs each must have happened. */
export type Coverage = Record<
  | 'pulls'
  | 'rows'
  | 'deaths'
  | 'late'
  | 'tooLate'
  | 'rejected'
  | 'awaitingApproval'
  | 'failed'
  | 'replays'
  | 'reconciles'
  | 'registrations'
  | 'faults',
  number
>;

/** What the model, the actors and the invariants of one run share. */
export type RunState = {
  readonly random: Random;
  readonly coverage: Coverage;
  /** Probabilities, per step or per call. */
  readonly rates: Readonly<Record<'death' | 'sleep' | 'short' | 'lost' | 'twice' | 'fault', number>>;
  /** While true, workers die, messages get lost and the source fails. */
  disorder: boolean;
  /** True after a change that no increment can find. */
  needsReconcile: boolean;
};

export function openRunState(random: Random): RunState {
  return {
    random,
    coverage: {
      pulls: 0,
      rows: 0,
      deaths: 0,
      late: 0,
      tooLate: 0,
      rejected: 0,
      awaitingApproval: 0,
      failed: 0,
      replays: 0,
      reconciles: 0,
      registrations: 0,
      faults: 0,
    },
    rates: {
      death: random.pick([0, 0.005, 0.02]),
      sleep: random.pick([0, 0.01, 0.03]),
      short: random.pick([0, 0.05, 0.3]),
      lost: random.pick([0, 0.05]),
      twice: random.pick([0, 0.1]),
      fault: random.pick([0, 0.03, 0.1]),
    },
    disorder: true,
    needsReconcile: false,
  };
}
