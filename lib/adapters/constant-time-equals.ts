import { hash, timingSafeEqual } from 'node:crypto';

/** Takes a time that does not depend on where the texts differ. */
export function constantTimeEquals(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
