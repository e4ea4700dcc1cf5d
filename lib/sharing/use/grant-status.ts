import type { Day } from '../../../schemas/kernel/day.ts';
import type { GrantStatus } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';

/** Revocation outranks the term; the first and the last day count. */
export function grantStatus(
  { revoked, from, until }: Pick<Grant, 'revoked' | 'from' | 'until'>,
  day: Day,
): GrantStatus {
  if (revoked !== undefined) return 'revoked';
  if (day < from) return 'not-begun';
  return day > until ? 'expired' : 'in-force';
}

const dayMs = 86_400_000;

/** Calendar days from one day to a later one; 0 for the same. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}
