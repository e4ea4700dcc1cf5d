import { expect, test, vi } from 'vitest';
import { randomRun, type Coverage } from './random-run.ts';

vi.setConfig({ testTimeout: 600_000 });

const runs = Number(process.env['SOURCE_RUNS'] ?? 100);
const firstSeed = Number(process.env['SOURCE_SEED'] ?? 1);

/** Read with SOURCE_SEED=n SOURCE_RUNS=1 to see one of them again. */
test(`${runs} sources at random: the records equal the source each time it stands still`, async () => {
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
  // Chances that never come about show nothing.
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
