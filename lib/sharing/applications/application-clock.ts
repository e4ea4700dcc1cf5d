import type { Instant } from '../../../schemas/kernel/day.ts';
import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import type { Application, ApplicationState, ApplicationTransition } from '../../../schemas/sharing/application.ts';
import type { SharingLimits } from '../../../schemas/sharing/limits.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { WorkingCalendar } from '../../kernel/working-days/working-calendar.ts';
import { readClock, type Pause } from '../../kernel/working-days/working-clock.ts';
import type { ClockPorts } from './ports.ts';

/** What limits the time of a state; a draft and an ended application have no clock. */
const limitOf = {
  'awaiting-approval': 'internalApproval',
  'awaiting-check': 'centreCheck',
  'awaiting-decision': 'conditionalAnswer',
  'awaiting-completion': 'completion',
  'awaiting-coordination': 'coordination',
} as const satisfies Partial<Record<ApplicationState, keyof SharingLimits['workingDays']>>;

type TimedState = keyof typeof limitOf;

const isTimed = (state: ApplicationState): state is TimedState => state in limitOf;

export type ClockContext = {
  readonly now: Instant;
  readonly limits: SharingLimits;
  readonly calendar: WorkingCalendar;
};

/** What clocks are read by now. */
export async function clockContext(ports: ClockPorts): Promise<ClockContext> {
  const [limits, calendar] = await Promise.all([ports.limits(), ports.workingCalendar()]);
  return { now: ports.now(), limits, calendar };
}

/**
 * The clock of whoever has to act now, in working days from the day after the application came to them. It stands still
 * while the applicant completes what was asked for, and begins anew after a coordination.
 */
export function applicationClock(
  { state, transitions }: Pick<Application, 'state' | 'transitions'>,
  { now, limits, calendar }: ClockContext,
): WorkingClock | undefined {
  if (!isTimed(state)) return undefined;
  const first = transitions.findLastIndex((one) => one.to === state && startsClock(one));
  const since = transitions[first];
  if (since === undefined) return undefined;
  const later = transitions.slice(first + 1);
  const extension = later.some(({ action }) => action === 'extend') ? limits.workingDays.maxExtension : undefined;
  const terms = {
    start: dayInShanghai(since.at),
    limit: limits.workingDays[limitOf[state]],
    pauses: pausesIn(later),
    extension,
  };
  return readClock(terms, dayInShanghai(now), calendar);
}

const startsClock = ({ action }: ApplicationTransition): boolean => action !== 'complete' && action !== 'extend';

function pausesIn(transitions: readonly ApplicationTransition[]): readonly Pause[] {
  return transitions.flatMap(({ action, at }, i) => {
    if (action !== 'ask-completion') return [];
    const done = transitions.slice(i + 1).find((one) => one.action === 'complete');
    return [{ from: dayInShanghai(at), until: done === undefined ? undefined : dayInShanghai(done.at) }];
  });
}
