import { randomInt } from 'node:crypto';

/** An integer from 0 to `limit` - 1, by chance. */
export const randomBelow = (limit: number): number => randomInt(limit);
