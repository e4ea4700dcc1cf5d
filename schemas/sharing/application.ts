import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';
import { Attachment, maxAttachments } from './attachment.ts';
import { ClockTold } from './case-clock.ts';
import { CaseNumberRule, Grant, GrantProof, GrantTarget, Quota, RowFilter, SharingWay } from './grant.ts';
import { statement } from './statement.ts';

/** Of one application: whoever sends it back and forth more often talks to the other side instead. */
export const maxTransitions = 100;
/** Years from the day of the application. */
export const maxTermYears = 3;

export const Reason = statement(2, 500, '申请');

export const ApplicationState = z.enum([
  'draft',
  'awaiting-approval',
  'awaiting-check',
  'awaiting-decision',
  'awaiting-completion',
  'granted',
  'refused',
  'awaiting-coordination',
  'closed',
  'withdrawn',
  'lapsed',
  'revoked',
]);
export type ApplicationState = z.infer<typeof ApplicationState>;

/** `lapse` is the platform's: the applicant did not complete it in time. */
export const ApplicationAction = z.enum([
  'submit',
  'approve',
  'send-back',
  'pass',
  'refuse',
  'ask-completion',
  'complete',
  'decide',
  'extend',
  'object',
  'overrule',
  'uphold',
  'withdraw',
  'lapse',
  'revoke',
]);
export type ApplicationAction = z.infer<typeof ApplicationAction>;

/** What 政务数据共享条例 (Decree 809) asks of an application: basis, scenario, scope, way and term. */
const contentShape = {
  purpose: shownLine(),
  legalBasis: shownLine(),
  /** 办理事项: calls name it. */
  matter: shownLine(),
  fields: z.array(FieldKey).min(1).max(200),
  filters: z.array(RowFilter).max(5).default([]),
  ways: z.array(SharingWay).min(1),
  callsPerDay: z.int().min(1).max(1_000_000),
  /** The last day of the term. */
  until: Day,
};

/** As it is stored. */
export const ApplicationContent = z.object(contentShape).strict();
export type ApplicationContent = z.infer<typeof ApplicationContent>;

/** What is written anew. */
export const NewApplicationContent = z
  .object({
    ...contentShape,
    purpose: statement(5, 500, '申请'),
    legalBasis: statement(5, 500, '申请'),
    matter: statement(2, 100, '申请'),
  })
  .strict();

/** The provider's answer for one field; a mask is the catalogue's, or hides all of a field that has none. */
export const FieldDecision = z
  .object({ field: FieldKey, decision: z.enum(['grant', 'mask', 'refuse']), reason: shownLine().optional() })
  .strict();
export type FieldDecision = z.infer<typeof FieldDecision>;

export const ApplicationTransition = z
  .object({
    action: ApplicationAction,
    from: ApplicationState,
    to: ApplicationState,
    at: Instant,
    /** An account, or `platform`. */
    by: z.string().min(1),
    department: DepartmentId,
    reason: shownLine().optional(),
  })
  .strict();
export type ApplicationTransition = z.infer<typeof ApplicationTransition>;

/** An application of a consumer for fields of a dataset, or of the certificates of a type; the grant that it leads to is part of it. */
export const Application = z
  .object({
    id: z.ulid(),
    /** Applications from before there was a choice are for a dataset. */
    target: GrantTarget.default('dataset'),
    dataset: DatasetId,
    /** The catalogue version that was published when it was written or last changed. */
    version: z.int().min(1),
    provider: DepartmentId,
    consumer: DepartmentId,
    content: ApplicationContent,
    /** In the order of their arrival; fixed from the submission on. */
    attachments: z.array(Attachment).max(maxAttachments).optional(),
    state: ApplicationState,
    createdAt: Instant,
    /** An account. */
    createdBy: z.string().min(1),
    /** Who wrote the content: nobody approves what is their own. */
    writtenBy: z.array(z.string().min(1)).max(maxTransitions),
    /** The oldest first. */
    transitions: z.array(ApplicationTransition).max(maxTransitions),
    decisions: z.array(FieldDecision).max(200).optional(),
    /** The grant that it shall follow on. */
    renews: z.ulid().optional(),
    grant: Grant.optional(),
    /** Of its grant; written on its own. */
    proof: GrantProof.optional(),
    /** Of which ends of the grant its parties were warned, in days before. */
    warnedDays: z.array(z.int().min(0)).max(50).optional(),
    clockTold: ClockTold.optional(),
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
  })
  .strict();
export type Application = z.infer<typeof Application>;

/** Names an application in its table and in the table of events. */
export const applicationEntity = (id: string) => `application#${id}`;

const withReason = <const Action extends ApplicationAction>(action: Action) =>
  z.object({ action: z.literal(action), reason: Reason }).strict();
const alone = <const Action extends ApplicationAction>(action: Action) =>
  z.object({ action: z.literal(action) }).strict();

/** What is done to an application, with what the step needs. */
export const ApplicationStep = z.discriminatedUnion('action', [
  alone('submit'),
  alone('approve'),
  withReason('send-back'),
  alone('pass'),
  withReason('refuse'),
  withReason('ask-completion'),
  alone('complete'),
  z
    .object({
      action: z.literal('decide'),
      /** Each field of the application once. */
      decisions: z
        .array(FieldDecision.extend({ reason: Reason.optional() }).strict())
        .min(1)
        .max(200),
      /** Of each day; what was asked for unless given. */
      quota: Quota.optional(),
      /** Required unless given. */
      caseNumbers: CaseNumberRule.optional(),
      /** Not later than what was asked for. */
      until: Day.optional(),
    })
    .strict(),
  withReason('extend'),
  withReason('object'),
  withReason('overrule'),
  withReason('uphold'),
  withReason('withdraw'),
  withReason('revoke'),
]);
export type ApplicationStep = z.infer<typeof ApplicationStep>;
