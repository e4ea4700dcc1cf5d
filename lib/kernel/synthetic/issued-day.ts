import type { Plan } from './plan.ts';
import { mix, mixText, createRandom, type Random } from './random.ts';

/** Adults of today were of age when the certificate was issued. */
const windowDays = 7 * 365;

/** Draws a certificate's day of issue, the same in each column of a row; `random` goes on with the row's term. */
export function drawIssuedDay(plan: Plan, index: number): { readonly issued: number; readonly random: Random } {
  const random = createRandom(mix(mixText(plan.seed, 'term'), index));
  return { issued: plan.today - random.between(0, windowDays), random };
}
