/** Places that a list has at the least: 2 KB of them, which pack to nothing. */
const least = 4096;

/** Places of a published list: the next power of two, so that it doesn't tell how many certificates were issued, or when one was. */
export function paddedPlaces(size: number): number {
  let places = least;
  while (places < size) places *= 2;
  return places;
}
