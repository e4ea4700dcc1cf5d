import type { Finding } from '../../../../schemas/collection/finding.ts';

/**
 * The rows of the officer's own sheet that errors rejected, ascending. `undefined` where they are not `count` rows of one
 * sheet: numbers of several sheets would name the same row twice.
 */
export function ownRowsOf(findings: readonly Finding[], count: number): number[] | undefined {
  const errors = findings.filter(({ severity, row }) => severity === 'error' && row !== undefined);
  const rows = [...new Set(errors.flatMap(({ row }) => row ?? []))].toSorted((one, other) => one - other);
  return new Set(errors.map(({ sheet }) => sheet)).size === 1 && rows.length === count ? rows : undefined;
}
