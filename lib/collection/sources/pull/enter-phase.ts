import { Run, type nextRunPhases } from '../../../../schemas/collection/sources/source.ts';

/** Moves a run to its next phase; attributes that the new phase does not have are dropped. */
export function enterPhase<From extends Run>(
  run: From,
  phase: (typeof nextRunPhases)[From['phase']][number],
): { readonly run: Run } {
  return { run: Run.parse({ ...run, phase }) };
}
