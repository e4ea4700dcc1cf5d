import type { CoverageListing } from '../../../../schemas/certificates/coverage.ts';

export type IssuedCounts = { readonly rows: number; readonly issued: number };

/** Adds up the types of each department; empty until they are read. */
export function certificatesByDepartment(
  coverages: ReadonlyMap<string, CoverageListing> | undefined,
): ReadonlyMap<string, IssuedCounts> {
  const sums = new Map<string, IssuedCounts>();
  for (const { department, total } of coverages?.values() ?? []) {
    const { rows, issued } = sums.get(department) ?? { rows: 0, issued: 0 };
    sums.set(department, { rows: rows + total.rows, issued: issued + total.issued });
  }
  return sums;
}
