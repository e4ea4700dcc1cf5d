import type { UpdateCycle } from '../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../schemas/kernel/day.ts';

type Step = { readonly days: number } | { readonly months: number };
/** `noticeDays`: how long before the due day it is soon. */
type Rule = Step & { readonly noticeDays: number };

/** A realtime dataset is judged by the day, the finest that a due date tells. Irregular and never have no rule. */
const rules: Readonly<Record<UpdateCycle, Rule | null>> = {
  '1': { days: 1, noticeDays: 0 },
  '2': { days: 1, noticeDays: 0 },
  '3': { days: 7, noticeDays: 2 },
  '4': { months: 1, noticeDays: 7 },
  '5': { months: 3, noticeDays: 14 },
  '6': { months: 6, noticeDays: 30 },
  '7': { months: 12, noticeDays: 30 },
  '8': null,
  '9': null,
};

export type NextUpdate = {
  /** The last day on which an update is in time. */
  readonly due: Day;
  /** Negative once it is overdue; 0 on the due day. */
  readonly daysLeft: number;
  readonly state: 'overdue' | 'soon' | 'later';
};

/**
 * When the next delivery is due after one that was published on `last`; days are civil days in Asia/Shanghai.
 * `null` for irregular datasets and those that are never updated.
 */
export function nextUpdate(cycle: UpdateCycle, last: Day, today: Day): NextUpdate | null {
  const rule = rules[cycle];
  if (rule === null) return null;
  const due = dayAfter(last, rule);
  const daysLeft = daysBetween(today, due);
  return { due, daysLeft, state: stateOf(daysLeft, rule.noticeDays) };
}

/** What both sides have agreed on (数据维护更新表). */
export type UpdateTerms = { readonly cycle: UpdateCycle; readonly start: Day };

/**
 * When the next delivery is due by the confirmed sheet, or by the catalogue's cycle without one. By a sheet, nothing is
 * due before a cycle after its start.
 */
export function nextUpdateUnder(
  { cycle, terms }: { readonly cycle: UpdateCycle; readonly terms: UpdateTerms | undefined },
  last: Day,
  today: Day,
): NextUpdate | null {
  if (terms === undefined) return nextUpdate(cycle, last, today);
  return nextUpdate(terms.cycle, last < terms.start ? terms.start : last, today);
}

function stateOf(daysLeft: number, noticeDays: number): NextUpdate['state'] {
  if (daysLeft < 0) return 'overdue';
  return daysLeft <= noticeDays ? 'soon' : 'later';
}

/** Days between civil days: both are taken as UTC, which has no changes of the clock. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The 31st is followed by the last day of a shorter month. */
function dayAfter(day: Day, step: Step): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if ('days' in step) return toDay(Date.UTC(year, month - 1, date + step.days));
  const lastDate = new Date(Date.UTC(year, month + step.months, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + step.months, Math.min(date, lastDate)));
}

function toDay(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}
