import { type CaseClock, clockPhrase } from '../../../schemas/sharing/case-clock.ts';

/** Why something is to be done, and how much time is left. */
export const withClock = (why: string, clock: CaseClock | undefined): string =>
  clock === undefined ? why : `${why}${clockPhrase(clock)}。`;
