import { ulid } from 'ulid';
import { Day, type Instant } from '../../schemas/kernel/day.ts';
import { readDemoOffset, viewedDays } from '../adapters/demo-clock.ts';
import { randomFraction } from '../adapters/random-fraction.ts';
import { Failure } from '../kernel/failure.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import { daysBetween } from '../kernel/update-cycle.ts';

const dayMs = 86_400_000;

/**
 * How far the demo's clock is from the machine's, `null` where there is no demo. The local system alone sets
 * DEMO_CLOCK, without serverless.yml. Throws `demo-clock-refused` in any other stage.
 */
export function demoOffsetMs(): number | null {
  const { DEMO_CLOCK: file, GUIJI_STAGE: stage } = process.env;
  if (file === undefined || file === '') return null;
  if (stage !== 'local') throw new Failure('demo-clock-refused', { stage: stage ?? '' });
  return readDemoOffset(file);
}

/** The time of whatever is stored, scheduled or compared with it. */
export const now = (): Instant => new Date(Date.now() + (demoOffsetMs() ?? 0)).toISOString();

/** As `now`, on the day that the request views: for answers that store nothing. */
export function viewedNow(): Instant {
  const at = now();
  const day = demoOffsetMs() === null ? undefined : viewedDays.getStore();
  if (day === undefined) return at;
  return new Date(Date.parse(at) + daysBetween(dayInShanghai(at), day) * dayMs).toISOString();
}

/** Runs a request for which `viewedNow` is on this day. Anything but a day, and a day without a demo, changes nothing. */
export async function withViewedDay<T>(day: string | undefined, work: () => Promise<T>): Promise<T> {
  const viewed = Day.safeParse(day).data;
  return viewed === undefined ? await work() : await viewedDays.run(viewed, work);
}

/** A ULID bears a time, which lists sort and select by. */
export const newId = (): string => ulid(Date.parse(now()), randomFraction);
