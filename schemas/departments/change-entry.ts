import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';

export const ChangeKind = z.enum([
  'stage-seeded',
  'department-added',
  'department-changed',
  'people-changed',
  'people-confirmed',
  'account-added',
  'account-changed',
  'account-deactivated',
  'holidays-changed',
  'sharing-limits-changed',
  'notice-channels-changed',
  'webhook-secret-changed',
  'code-list-added',
  'code-list-changed',
  'grant-added',
  'grant-removed',
  'queue-redriven',
  'delivery-retried',
  'index-rebuilt',
  'restore-continued',
  'seal-changed',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/**
 * One entry of the change log: a setting was changed by the command line or by the information centre.
 * It is written before the change, so that no change is without an entry.
 */
export const ChangeEntry = z.object({
  /** In Shanghai. */
  day: Day,
  /** A ULID. */
  id: z.ulid(),
  at: Instant,
  /** An account's subject, or who called the command: the ARN of STS, locally the account of the system. */
  by: z.string().min(1),
  via: z.enum(['api', 'command-line']),
  what: ChangeKind,
  /** Names what was changed: a department, an account's subject, a queue, a delivery. */
  target: z.string(),
  why: z.string(),
  /** JSON of the new values. */
  detail: z.string().optional(),
});
export type ChangeEntry = z.infer<typeof ChangeEntry>;

/** The table adds when it was. */
export type Change = Omit<ChangeEntry, 'day' | 'id' | 'at'>;

/** Who makes a change, and why. */
export type ChangeAuthor = Pick<ChangeEntry, 'by' | 'via' | 'why'>;
