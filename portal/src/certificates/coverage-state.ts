import type { Coverage, CoverageSums } from '../../../schemas/certificates/coverage.ts';

export const coverageStateNames = {
  'not-issued': '有未成功的',
  late: '已过期限',
  outstanding: '待制证',
  complete: '已全部制证',
  none: '没有照面数据',
} as const;
export type CoverageState = keyof typeof coverageStateNames;

/** The most pressing of what is so: failures first, since somebody has to mend them. */
export function stateOf({ total }: Pick<Coverage, 'total'>): CoverageState {
  if (total.failed.rows > 0) return 'not-issued';
  if (countLate(total) > 0) return 'late';
  if (total.outstanding.rows > 0) return 'outstanding';
  return total.rows > 0 ? 'complete' : 'none';
}

/** Rows that are not issued although their day has passed, of old and of new certificates. */
export function countLate({ due }: Pick<CoverageSums, 'due'>): number {
  return due.backfill.reduce((sum, { late }) => sum + late, due.daily.late);
}

type Counts = {
  readonly rows: number;
  readonly issued: number;
  readonly outstanding: number;
  readonly failed: number;
};

/** Adds up types; `rows = issued + outstanding + failed` holds of the sum as it holds of each. */
export function addCounts(totals: readonly CoverageSums[]): Counts & { readonly removed: number } {
  return totals.reduce(
    (sum, { rows, issued, outstanding, failed, removed }) => ({
      rows: sum.rows + rows,
      issued: sum.issued + issued,
      outstanding: sum.outstanding + outstanding.rows,
      failed: sum.failed + failed.rows,
      removed: sum.removed + removed,
    }),
    { rows: 0, issued: 0, outstanding: 0, failed: 0, removed: 0 },
  );
}
