import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';

/** What a notice says; `notice-phrases.ts` has the words. */
export const NoticeKind = z.enum([
  'application-waits',
  'application-sent-back',
  'completion-asked',
  'answer-extended',
  'application-granted',
  'own-data-granted',
  'application-refused',
  'application-closed',
  'application-withdrawn',
  'application-due',
  'application-overdue',
  'completion-due',
  'application-lapsed',
  'grant-revoked',
  'grant-suspended',
  'grant-resumed',
  'grant-ending',
  'objection-waits',
  'objection-accepted',
  'objection-refused',
  'objection-closed',
  'objection-withdrawn',
  'objection-due',
  'objection-overdue',
  'objection-corrected',
  'fetched-data-disputed',
  'fetched-data-corrected',
  'dataset-changed',
  'delivery-returned',
  'delivery-failed',
  'delivery-awaits-approval',
  'source-failing',
  'webhook-paused',
  'question-answered',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Sorts by the moment of the event; the rest is a hash of event, kind and recipient. */
export const NoticeId = z.string().regex(/^\d{17}-[0-9a-f]{24}$/);

/** Who of the department reads it: everyone, or those of one role. */
export const NoticeAudience = z.enum(['everyone', 'provider', 'operator']);
export type NoticeAudience = z.infer<typeof NoticeAudience>;

/** Ids, names of datasets and days only: notices leave the platform. */
export const NoticeFacts = z
  .object({
    application: z.ulid().optional(),
    grant: z.ulid().optional(),
    objection: z.ulid().optional(),
    delivery: z.ulid().optional(),
    question: z.ulid().optional(),
    dataset: DatasetId.optional(),
    datasetName: shownLine().optional(),
    channel: z.string().optional(),
    /** The last day on which what is waited for is in time. */
    due: Day.optional(),
  })
  .strict();
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** A notice to one department; immutable, but for who has read it. */
export const Notice = z
  .object({
    id: NoticeId,
    kind: NoticeKind,
    department: DepartmentId,
    audience: NoticeAudience,
    /** Of the event. */
    at: Instant,
    facts: NoticeFacts,
  })
  .strict();
export type Notice = z.infer<typeof Notice>;
