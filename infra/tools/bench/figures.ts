import type { Figures } from './job.ts';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** The middle of several runs; memory is that of the largest. */
export function medianFigures(runs: readonly Figures[]): Figures {
  const [first] = runs;
  if (first === undefined) throw new Error('no run');
  const of = (pick: (figures: Figures) => number) => median(runs.map(pick));
  const pulled = first.pullSeconds === undefined ? {} : { pullSeconds: of((run) => run.pullSeconds ?? NaN) };
  return {
    ...first,
    ...pulled,
    seconds: of((run) => run.seconds),
    cpuSeconds: of((run) => run.cpuSeconds),
    mainSeconds: of((run) => run.mainSeconds),
    peakMegabytes: Math.max(...runs.map((run) => run.peakMegabytes)),
  };
}

/** One line of the bench: a figure that a target is set for. `met` is undefined where none is. */
export type Claim = {
  readonly name: string;
  readonly value: number;
  readonly unit: '×' | 'MB' | 'writes' | 's' | 'ms' | 'rows/s';
  readonly target?: string;
  readonly met?: boolean;
};

export function atLeast(name: string, value: number, target: number, unit: '×' | 'rows/s' = '×'): Claim {
  return { name, value, unit, target: `≥ ${target.toLocaleString('en')}`, met: value >= target };
}

export function atMost(name: string, value: number, target: number, unit: 'MB' | 'writes'): Claim {
  return { name, value, unit, target: `≤ ${target}`, met: value <= target };
}

export function printRuns(runs: ReadonlyMap<string, Figures>): void {
  console.log(
    `${'piece'.padEnd(38)}${['rows/s', 'wall s', 'CPU s', 'main s', 'peak MB', 'writes'].map((head) => head.padStart(10)).join('')}`,
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

export function printClaims(claims: readonly Claim[]): void {
  for (const { name, value, unit, target, met } of claims) {
    const shown = `${unit === '×' || unit === 's' || unit === 'ms' ? value.toFixed(unit === '×' ? 1 : 3) : Math.round(value).toLocaleString('en')} ${unit}`;
    console.log(
      `${met === undefined ? '  ' : met ? '✓ ' : '✗ '}${name.padEnd(60)}${shown.padStart(16)}${target === undefined ? '' : `   target ${target}`}`,
    );
  }
}
