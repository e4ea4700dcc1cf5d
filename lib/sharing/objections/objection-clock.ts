import type { Instant } from '../../../schemas/kernel/day.ts';
import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import type { SharingLimits } from '../../../schemas/sharing/limits.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { WorkingCalendar } from '../../kernel/working-days/working-calendar.ts';
import { readClock } from '../../kernel/working-days/working-clock.ts';
import { isOpen } from './transitions.ts';

type ClockContext = {
  readonly now: Instant;
  readonly limits: Pick<SharingLimits, 'workingDays'>;
  readonly calendar: WorkingCalendar;
};

/**
 * The clock of whoever has to act now, in working days. The provider has one clock to verify, correct and reply
 * (Decree 809), which acceptance does not begin anew; it begins again after a coordination.
 */
export function objectionClock(
  { state, createdAt, transitions }: Pick<Objection, 'state' | 'createdAt' | 'transitions'>,
  { now, limits, calendar }: ClockContext,
): WorkingClock | undefined {
  if (!isOpen(state)) return undefined;
  const isAtCentre = state === 'awaiting-coordination';
  const begins = isAtCentre ? 'appeal' : 'overrule';
  const start = transitions.findLast(({ action }) => action === begins)?.at ?? createdAt;
  const limit = limits.workingDays[isAtCentre ? 'coordination' : 'verification'];
  return readClock({ start: dayInShanghai(start), limit }, dayInShanghai(now), calendar);
}
