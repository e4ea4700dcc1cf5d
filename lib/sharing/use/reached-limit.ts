import { maxSubjectsPerDay, type Quota } from '../../../schemas/sharing/grant.ts';
import type { Usage } from './ports.ts';

export type Counted = { readonly rows: number; readonly subjects: readonly string[] };
export type ReachedLimit = 'calls' | 'rows' | 'subjects' | 'minute';

/** Before the first call of a day. */
export const noUsage: Usage = { calls: 0, rows: 0, subjectBound: 0, minute: 0, minuteCalls: 0 };

/** The quota's, but for subjects: one item counts at most 10,000 a day. */
export function limitOf(quota: Quota, limit: ReachedLimit): number {
  const { calls, rows, subjects, callsPerMinute } = quota;
  return { calls, rows, subjects: Math.min(subjects, maxSubjectsPerDay), minute: callsPerMinute }[limit];
}

/** The first limit that one more call would pass, `null` if it passes none. */
export function reachedLimit(
  quota: Quota,
  usage: Usage,
  call: { readonly rows: number; readonly newSubjects: number; readonly minute: number },
): ReachedLimit | null {
  if (usage.calls >= quota.calls) return 'calls';
  if (usage.rows + call.rows > quota.rows) return 'rows';
  const { newSubjects } = call;
  if (newSubjects > 0 && usage.subjectBound + newSubjects > limitOf(quota, 'subjects')) return 'subjects';
  return usage.minute >= call.minute && usage.minuteCalls >= quota.callsPerMinute ? 'minute' : null;
}
