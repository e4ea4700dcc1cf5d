import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';

/** What somebody has to do. The order is that of urgency. */
export const TaskKind = z.enum([
  'sources-failing',
  'deliveries-to-approve',
  'batches-to-approve',
  'applications-waiting',
  'objections-waiting',
  'deliveries-failed',
  'deliveries-returned',
  'updates-overdue',
  'datasets-unlinked',
  'certificates-not-issued',
  'drafts-returned',
  'sources-returned',
  'sheets-to-sign',
  'papers-missing',
  'drafts-to-review',
  'drafts-to-publish',
  'links-to-confirm',
  'sources-to-confirm',
  'sheets-to-confirm',
  'updates-due',
  'grants-ending',
  'people-to-confirm',
  'questions-to-answer',
  'questions-answered',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/** A path of the portal, with its query; ids in it are never personal data. */
const PortalAddress = z.string().regex(/^\/[\w./?=&-]*$/);

export const Task = z
  .object({
    /** The name of the thing. */
    title: z.string().min(1),
    /** A whole Chinese sentence. */
    why: z.string().min(1),
    since: Instant,
    due: Day.optional(),
    address: PortalAddress,
  })
  .strict();
export type Task = z.infer<typeof Task>;

/** Counts end here. */
export const maxTaskCount = 100;
export const maxTaskExamples = 3;

export const TaskGroup = z
  .object({
    kind: TaskKind,
    title: z.string().min(1),
    count: z.int().min(1).max(maxTaskCount),
    /** There are more than `count`. */
    more: z.boolean(),
    /** Where all of them are listed. */
    address: PortalAddress,
    /** The most urgent first. */
    examples: z.array(Task).min(1).max(maxTaskExamples),
  })
  .strict();
export type TaskGroup = z.infer<typeof TaskGroup>;
