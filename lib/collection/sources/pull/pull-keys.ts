const numbered = (number: number) => `${number}`.padStart(6, '0');

/** Keys of a pull in the raw bucket. The fencing token keeps workers from overwriting each other's pages. */
export const pageKey = (delivery: string, fencingToken: number, page: number) =>
  `deliveries/${delivery}/pages/${fencingToken}-${numbered(page)}`;
export const segmentKey = (delivery: string, fencingToken: number, segment: number) =>
  `deliveries/${delivery}/segments/${fencingToken}-${numbered(segment)}.json`;
export const manifestKey = (delivery: string) => `deliveries/${delivery}/manifest.json`;
export const unreadPageKey = (delivery: string, fencingToken: number, page: number) =>
  `deliveries/${delivery}/unread/${fencingToken}-${numbered(page)}`;
