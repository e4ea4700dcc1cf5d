import type { Day } from '../../../schemas/kernel/day.ts';
import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import { addDays, isWorkingDay, missingYears, type WorkingCalendar } from './working-calendar.ts';

/**
 * The other side must do something: asked on `from`, done on `until`. The day of asking still counts, the day on which
 * it was done does not, as a day of receipt. Without `until` it is not done yet.
 */
export type Pause = { readonly from: Day; readonly until?: Day | undefined };

export type ClockTerms = {
  /** The day of receipt; it is not counted. */
  readonly start: Day;
  /** Working days. */
  readonly limit: number;
  /** In any order; they may overlap. */
  readonly pauses?: readonly Pause[];
  /** Working days more. */
  readonly extension?: number | undefined;
};

/** The last day in time; `null` while a pause is open that began before it. */
export function dueDay(terms: ClockTerms, calendar: WorkingCalendar): Day | null {
  const pauses = terms.pauses ?? [];
  let [day, left] = [terms.start, limitOf(terms)];
  while (left > 0) {
    day = addDays(day, 1);
    const pause = pauseOn(day, pauses);
    if (pause !== undefined && pause.until === undefined) return null;
    if (pause === undefined && isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/**
 * The clock as of a day, which knows nothing of what comes later. Before the start nothing is used; days of a pause are
 * neither used nor late.
 */
export function readClock(terms: ClockTerms, today: Day, calendar: WorkingCalendar): WorkingClock {
  const { start } = terms;
  const limit = limitOf(terms);
  const pauses = asOf(today, terms.pauses ?? []);
  const counted = countDays(start, today, { pauses, calendar });
  const used = Math.min(counted, limit);
  const due = dueDay({ ...terms, pauses }, calendar);
  const since = pausedSince(pauses);
  return {
    start,
    limit,
    used,
    left: limit - used,
    late: counted - used,
    ...(due === null ? {} : { due }),
    ...(since === undefined ? {} : { pausedSince: since }),
    missingYears: missingYears(start, due === null || due < today ? today : due, calendar),
  };
}

const limitOf = ({ limit, extension = 0 }: ClockTerms) => limit + extension;

/** The day of asking is not in the pause, the day of the answer is. */
function pauseOn(day: Day, pauses: readonly Pause[]): Pause | undefined {
  return pauses.find(({ from, until }) => from < day && (until === undefined || day <= until));
}

type Counting = { readonly pauses: readonly Pause[]; readonly calendar: WorkingCalendar };

function countDays(from: Day, to: Day, { pauses, calendar }: Counting): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (pauseOn(day, pauses) === undefined && isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

function asOf(today: Day, pauses: readonly Pause[]): readonly Pause[] {
  const known = pauses.filter(({ from }) => from <= today);
  return known.map(({ from, until }) => (until === undefined || until > today ? { from } : { from, until }));
}

/** Of several open pauses, the first one. */
function pausedSince(pauses: readonly Pause[]): Day | undefined {
  const open = pauses.filter(({ until }) => until === undefined);
  return open.map(({ from }) => from).sort()[0];
}
