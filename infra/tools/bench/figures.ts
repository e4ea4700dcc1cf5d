import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { Figures } from './job.ts';

/** Averages the two middle values of an even number; NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** Takes medians, but the largest memory. Throws without a run. */
export function medianFigures(runs: readonly Figures[]): Figures {
  const [first] = runs;
  if (first === undefined) throw new Error('no run');
  const of = (pick: (figures: Figures) => number) => median(runs.map(pick));
  const pullSeconds = first.pullSeconds === undefined ? undefined : of((run) => run.pullSeconds ?? NaN);
  return {
    ...first,
    ...definedOnly({ pullSeconds }),
    seconds: of((run) => run.seconds),
    cpuSeconds: of((run) => run.cpuSeconds),
    mainSeconds: of((run) => run.mainSeconds),
    peakMegabytes: Math.max(...runs.map((run) => run.peakMegabytes)),
    outsideMegabytes: Math.max(...runs.map((run) => run.outsideMegabytes)),
  };
}

/** `met` is undefined when there is no target. */
export type Claim = {
  readonly name: string;
  readonly value: number;
  readonly unit: '×' | 'MB' | 'writes' | 's' | 'ms' | 'rows/s';
  readonly target?: string;
  readonly met?: boolean;
};

export type Results = { readonly runs: Map<string, Figures>; readonly claims: Claim[] };

/** Meets its target from `target` upwards; the unit is × by default. */
export function atLeast(name: string, value: number, target: number, unit: '×' | 'rows/s' = '×'): Claim {
  return { name, value, unit, target: `≥ ${target.toLocaleString('en')}`, met: value >= target };
}

/** Meets its target up to and including `target`. */
export function atMost(
  name: string,
  value: number,
  target: number,
  unit: Exclude<Claim['unit'], '×' | 'rows/s'>,
): Claim {
  return { name, value, unit, target: `≤ ${target}`, met: value <= target };
}

/** Prints a table to stdout, one row per run; figures without writes leave the column empty. */
export function printRuns(runs: ReadonlyMap<string, Figures>): void {
  console.log(
    ['rows/s', 'wall s', 'CPU s', 'main s', 'peak MB', 'writes'].reduce(
      (line, head) => line + head.padStart(10),
      'piece'.padEnd(38),
    ),
  );
  for (const [name, { rows, seconds, cpuSeconds, mainSeconds, peakMegabytes, writes }] of runs) {
    const cells = [
      Math.round(rows / seconds).toLocaleString('en'),
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      mainSeconds.toFixed(2),
      peakMegabytes.toFixed(0),
      writes === undefined ? '' : String(writes),
    ];
    console.log(`${name.padEnd(38)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
}

/** Prints ✓ or ✗ per claim to stdout, and neither without a target. */
export function printClaims(claims: readonly Claim[]): void {
  for (const { name, value, unit, target, met } of claims) {
    const goal = target === undefined ? '' : `   target ${target}`;
    console.log(`${markOf(met)} ${name.padEnd(60)}${formatAmount(value, unit).padStart(16)}${goal}`);
  }
}

function markOf(met: boolean | undefined): string {
  if (met === undefined) return ' ';
  return met ? '✓' : '✗';
}

function formatAmount(value: number, unit: Claim['unit']): string {
  if (unit === '×') return `${value.toFixed(1)} ×`;
  if (unit === 's' || unit === 'ms') return `${value.toFixed(3)} ${unit}`;
  return `${Math.round(value).toLocaleString('en')} ${unit}`;
}
