const numbered = (number: number) => `${number}`.padStart(6, '0');

/** Where a pull lies in the raw bucket. A page's key has the fence of the worker that read it: what another one wrote is never written over. */
export const pageKey = (delivery: string, fencingToken: number, page: number) =>
  `deliveries/${delivery}/pages/${fencingToken}-${numbered(page)}`;
export const segmentKey = (delivery: string, fencingToken: number, segment: number) =>
  `deliveries/${delivery}/segments/${fencingToken}-${numbered(segment)}.json`;
export const manifestKey = (delivery: string) => `deliveries/${delivery}/manifest.json`;
export const unreadPageKey = (delivery: string, fencingToken: number, page: number) =>
  `deliveries/${delivery}/unread/${fencingToken}-${numbered(page)}`;
