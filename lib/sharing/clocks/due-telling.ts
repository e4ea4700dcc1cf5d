import type { Day } from '../../../schemas/kernel/day.ts';
import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import type { CaseClock, ClockTold } from '../../../schemas/sharing/case-clock.ts';
import type { SharingLimits } from '../../../schemas/sharing/limits.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** An application or objection that waits for somebody. */
export type TimedCase = {
  readonly state: string;
  readonly clock: WorkingClock;
  readonly told: ClockTold | undefined;
  /** It ends when its time is up; nobody above is told then. */
  readonly lapses: boolean;
};

export type Telling =
  /** `days` are the working days left, or late; `told` is stored with the event. */
  | { readonly action: 'remind' | 'escalate'; readonly days: number; readonly told: ClockTold }
  | { readonly action: 'lapse' };

type Settings = Pick<SharingLimits, 'remindWorkingDaysBefore' | 'escalateWorkingDaysAfter'>;

/**
 * What a clock calls for on a day; `null` for nothing. Each is called for once for each due day: after days without a
 * run one reminder stands for all that were missed, and none is due on the day of receipt. While the clock is paused
 * nothing is. What lapses was warned of on an earlier day at the latest.
 */
export function dueTelling(
  { state, clock, told, lapses }: TimedCase,
  { remindWorkingDaysBefore, escalateWorkingDaysAfter }: Settings,
  today: Day,
): Telling | null {
  const { due, left, late, limit } = clock;
  if (due === undefined) return null;
  const known = ofClock(told, state, clock) ?? { state, due, reminded: [] };
  const { reminded, remindedOn, escalatedOn } = known;
  const remind = (days: readonly number[]): Telling => ({
    action: 'remind',
    days: left,
    told: { ...known, reminded: [...reminded, ...days], remindedOn: remindedOn ?? today },
  });
  if (late === 0) {
    const days = remindWorkingDaysBefore.filter((one) => left <= one && one < limit && !reminded.includes(one));
    return days.length === 0 ? null : remind(days);
  }
  if (lapses) {
    if (remindedOn === undefined) return remind([]);
    return remindedOn < today ? { action: 'lapse' } : null;
  }
  if (late < escalateWorkingDaysAfter || escalatedOn !== undefined) return null;
  return { action: 'escalate', days: late, told: { ...known, escalatedOn: today } };
}

/** What was told of the due day that a clock has now; an extension, a pause or a step makes another one. */
function ofClock(told: ClockTold | undefined, state: string, { due }: WorkingClock): ClockTold | undefined {
  return told?.state === state && told.due === due ? told : undefined;
}

/** A clock as lists show it. */
export function caseClock(clock: WorkingClock, told: ClockTold | undefined, state: string): CaseClock {
  const { left, late, due } = clock;
  return { left, late, ...definedOnly({ due, escalatedOn: ofClock(told, state, clock)?.escalatedOn }) };
}
