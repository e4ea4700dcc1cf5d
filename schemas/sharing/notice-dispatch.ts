import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';
import { NoticeId, NoticeKind } from './notice.ts';

export const DispatchWay = z.enum(['mail', 'webhook']);
export type DispatchWay = z.infer<typeof DispatchWay>;

/** Sorts by moment; the rest says what it is: a notice by webhook, a day's digest, a test. */
export const DispatchId = z.string().regex(/^\d{17}-(?:[0-9a-f]{24}-webhook|digest|test-(?:mail|webhook))$/);

export const DispatchState = z.enum(['waiting', 'sent', 'failed', 'dropped']);
export type DispatchState = z.infer<typeof DispatchState>;

/** How a try ended. The first ones are those of calls to sources. */
export const DispatchOutcome = z.enum([
  'address-not-listed',
  'address-forbidden',
  'name-not-found',
  'not-reachable',
  'certificate-not-trusted',
  'timed-out',
  'connection-lost',
  'redirect-refused',
  'http-status',
  'accepted',
  'mail-refused',
  'mail-not-reachable',
  'mail-not-set-up',
  'secret-missing',
  'switched-off',
  'notice-gone',
  'not-sent',
]);
export type DispatchOutcome = z.infer<typeof DispatchOutcome>;

/** One try; `status` is of HTTP or SMTP. */
export const DispatchTry = z
  .object({ at: Instant, outcome: DispatchOutcome, status: z.int().min(100).max(599).optional() })
  .strict();
export type DispatchTry = z.infer<typeof DispatchTry>;

/** One message by one way: ids, times and codes only. */
export const Dispatch = z
  .object({
    id: DispatchId,
    department: DepartmentId,
    way: DispatchWay,
    /** The ids of its notices; none of a test. */
    notices: z.array(NoticeId),
    /** Of its only notice. */
    kind: NoticeKind.optional(),
    state: DispatchState,
    createdAt: Instant,
    /** The next try, or when a try that was begun counts as lost. */
    dueAt: Instant.optional(),
    /** Since it was written or replayed. */
    tries: z.int().min(0),
    /** The newest 20, the oldest first. */
    log: z.array(DispatchTry).max(20),
  })
  .strict();
export type Dispatch = z.infer<typeof Dispatch>;
