import type { Day } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { addDays } from '../../kernel/working-days/working-calendar.ts';
import { daysBetween, grantStatus } from '../use/grant-status.ts';

/**
 * The warnings that a grant is due today, in days before its end, the most urgent first; none when it is not in force,
 * and none that would come before it began. Those of days on which nothing ran are due still.
 */
export function dueWarnings(
  { grant, warnedDays = [] }: Pick<Application, 'grant' | 'warnedDays'>,
  warnDays: readonly number[],
  today: Day,
): readonly number[] {
  if (grant === undefined || grantStatus(grant, today) !== 'in-force') return [];
  const left = daysBetween(today, grant.until);
  return warnDays
    .filter((days) => left <= days && addDays(grant.until, -days) >= grant.from && !warnedDays.includes(days))
    .toSorted((one, other) => one - other);
}
