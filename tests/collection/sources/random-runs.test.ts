import { expect, test, vi } from 'vitest';
import { randomRun } from './random-run/random-run.ts';
import type { Coverage } from './random-run/run-state.ts';

vi.setConfig({ testTimeout: 600_000 });

const runs = Number(process.env['SOURCE_RUNS'] ?? 100);
const firstSeed = Number(process.env['SOURCE_SEED'] ?? 1);

/** Set SOURCE_SEED=n SOURCE_RUNS=1 to repeat one run. */
test(`${runs} random runs: the records equal the source at each standstill`, async () => {
  const coverage: Coverage[] = [];
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    try {
      coverage.push(await randomRun(seed));
    } catch (error) {
      throw new Error(`SOURCE_SEED=${seed} SOURCE_RUNS=1: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
  // A coverage of zero proves nothing.
  if (runs < 100) return;
  for (const what of [
    'pulls',
    'deaths',
    'late',
    'tooLate',
    'rejected',
    'awaitingApproval',
    'replays',
    'reconciles',
    'registrations',
    'faults',
  ] as const) {
    const often = coverage.reduce((sum, one) => sum + one[what], 0);
    console.info(`${what}: ${often}`);
    expect(often, what).toBeGreaterThan(runs / 10);
  }
});
