/** 2 KB; compresses to almost nothing. */
const minSize = 4096;

/** Rounds a list's size up to a power of two, so that it does not reveal the number of certificates. */
export function paddedSize(size: number): number {
  let padded = minSize;
  while (padded < size) padded *= 2;
  return padded;
}
