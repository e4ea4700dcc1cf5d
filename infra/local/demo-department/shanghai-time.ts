import { secondsAfter } from '../../../lib/kernel/instant.ts';

/** Formats as `2020-12-01 08:00:00`. */
export function shanghaiTime(instant: string): string {
  return secondsAfter(instant, 8 * 3600)
    .slice(0, 19)
    .replace('T', ' ');
}
