export type Percentiles = { readonly p50: number; readonly p99: number };

/** NaN without values. */
export function computePercentiles(all: readonly number[]): Percentiles {
  const sorted = all.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
