import type { Instant } from '../../schemas/kernel/day.ts';

/** Items that keep their transitions until these are in the table of events. */
export type EventOutbox = {
  /** Copies what workers left behind that died, of at most 100 items; it is repeatable. */
  readonly copyLeft: (now: Instant) => Promise<void>;
};
