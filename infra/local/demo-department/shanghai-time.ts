import { toShanghaiTime } from '../../../lib/kernel/shanghai-time.ts';

/** Formats as `2020-12-01 08:00:00`. */
export function shanghaiTime(instant: string): string {
  return toShanghaiTime(Date.parse(instant)).slice(0, 19).replace('T', ' ');
}
