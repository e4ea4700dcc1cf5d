const minSize = 4096;

/** Rounds up to a power of two, at least 4096, to hide the number of certificates. */
export function paddedSize(size: number): number {
  let padded = minSize;
  while (padded < size) padded *= 2;
  return padded;
}
