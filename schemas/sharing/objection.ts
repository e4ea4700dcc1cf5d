import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';
import { printableLine, shownLine } from '../kernel/printable-line.ts';
import { ClockTold } from './case-clock.ts';
import { statement } from './statement.ts';

/** Of one objection: two rounds at the provider, one coordination between them, and its end. */
export const maxObjectionTransitions = 20;

export const Evidence = statement(5, 500, '异议');
const Reason = statement(2, 500, '异议');
/** What the consumer thinks right; it may be personal, as the data itself. */
export const SuggestedValue = printableLine({ min: 1, max: 200 });

export const ObjectionState = z.enum([
  'awaiting-verification',
  'awaiting-correction',
  'awaiting-coordination',
  'corrected',
  'refused',
  'closed',
  'withdrawn',
]);
export type ObjectionState = z.infer<typeof ObjectionState>;

/** `correct` is the platform's: a publication has another value. */
export const ObjectionAction = z.enum(['accept', 'refuse', 'withdraw', 'appeal', 'overrule', 'uphold', 'correct']);
export type ObjectionAction = z.infer<typeof ObjectionAction>;

export const ObjectionTransition = z
  .object({
    action: ObjectionAction,
    from: ObjectionState,
    to: ObjectionState,
    at: Instant,
    /** An account, or `platform`. */
    by: z.string().min(1),
    department: DepartmentId,
    reason: shownLine().optional(),
  })
  .strict();
export type ObjectionTransition = z.infer<typeof ObjectionTransition>;

/** A consumer's objection to one field of one record (疑义校核: 国发〔2016〕51号, Decree 809). */
export const Objection = z
  .object({
    id: z.ulid(),
    dataset: DatasetId,
    provider: DepartmentId,
    consumer: DepartmentId,
    grant: z.ulid(),
    /** The record's id in answers under the grant. */
    record: z.string().min(1),
    /** Of the record's key; no answer has it. */
    keyHash: z.string().min(1),
    /** The version of the record whose value is disputed; the value itself is not kept here. */
    seq: z.int().min(1),
    /** A keyed hash; absent where the record has no subject. */
    subject: z.string().min(1).optional(),
    field: FieldKey,
    evidence: shownLine(),
    /** Absent once it is not open any more. */
    suggested: shownLine().optional(),
    state: ObjectionState,
    createdAt: Instant,
    /** An account. */
    createdBy: z.string().min(1),
    /** The oldest first. */
    transitions: z.array(ObjectionTransition).max(maxObjectionTransitions),
    /** It was closed because the record is there no more. */
    removed: z.boolean().optional(),
    /** Departments besides the two that fetched the record, as of the last acceptance or the correction. */
    informed: z.array(DepartmentId).optional(),
    clockTold: ClockTold.optional(),
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
  })
  .strict();
export type Objection = z.infer<typeof Objection>;

/** Names an objection in its table and in the table of events. */
export const objectionEntity = (id: string) => `objection#${id}`;

const withReason = <const Action extends ObjectionAction>(action: Action) =>
  z.object({ action: z.literal(action), reason: Reason }).strict();

/** What a person does to an objection, with what the step needs. */
export const ObjectionStep = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept') }).strict(),
  withReason('refuse'),
  withReason('withdraw'),
  withReason('appeal'),
  withReason('overrule'),
  withReason('uphold'),
]);
export type ObjectionStep = z.infer<typeof ObjectionStep>;
