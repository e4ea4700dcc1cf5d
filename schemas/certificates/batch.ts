import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateId } from './document.ts';
import { Operation } from './status.ts';

/** ULID. */
export const BatchId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** Names a batch in the table of events, and in the table of work. */
export function batchEntity(id: string): string {
  return `batch#${id}`;
}

export const BatchOperation = Operation.extract(['withhold', 'give-back', 'annul', 'rescind', 'revoke', 'lapse']);

/** One person prepares, another decides; undecided batches expire. */
export const BatchStatus = z.enum(['prepared', 'applying', 'done', 'rejected', 'expired']);
export type BatchStatus = z.infer<typeof BatchStatus>;

export const batchStatusNames = {
  prepared: '待复核',
  applying: '正在办理',
  done: '已办理',
  rejected: '已退回',
  expired: '已过期',
} as const satisfies Record<BatchStatus, string>;

/** Predicted when prepared, checked again when applied. */
export const EntryOutcome = z.enum([
  'possible',
  'done',
  'not-found',
  'other-department',
  'ambiguous',
  'duplicate',
  'already-in-status',
  'not-from-this-status',
  'superseded',
  'busy',
]);
export type EntryOutcome = z.infer<typeof EntryOutcome>;

export const entrySentences = {
  possible: '可以办理。',
  done: '已办理。',
  'not-found': '没有查到这份证照，请核对编号或标识。',
  'other-department': '这份证照由其他部门颁发，不能由本部门办理。',
  ambiguous: '这个编号有多份证照，请改用证照标识逐份列出。',
  duplicate: '清单中已有同一份证照，这一行不再重复办理。',
  'already-in-status': '这份证照已经是“{status}”状态，不需要再办理。',
  'not-from-this-status': '这份证照当前是“{status}”状态，不能办理“{operation}”。',
  superseded: '这是旧版本，请改用最新版本的证照标识。',
  busy: '办理时这份证照正被其他操作变更，没有办成；请核对后另行办理。',
} as const satisfies Record<EntryOutcome, string>;

export const BatchEntry = z
  .object({
    line: z.int().min(1),
    requested: z.string(),
    identifier: CertificateId.optional(),
    outcome: EntryOutcome,
    sentence: z.string(),
  })
  .strict();
export type BatchEntry = z.infer<typeof BatchEntry>;

export const BatchEntryRecord = BatchEntry.extend({ certificate: z.string().optional() }).strict();
export type BatchEntryRecord = z.infer<typeof BatchEntryRecord>;

const impossibleOutcomes = EntryOutcome.exclude(['possible', 'done']).options;

/** Whether the line could not be applied, or could not be when it was checked. */
export function isImpossible({ outcome }: Pick<BatchEntry, 'outcome'>): boolean {
  return impossibleOutcomes.some((one) => one === outcome);
}

/** `requested = possible + impossible` before, `requested = done + impossible` after. */
export const Batch = z
  .object({
    id: BatchId,
    department: DepartmentId,
    operation: BatchOperation,
    reason: z.string(),
    /** Of all its certificates; absent when they are of several. */
    type: TypeId.optional(),
    status: BatchStatus,
    preparedBy: z.string(),
    preparedAt: Instant,
    decidedBy: z.string().optional(),
    decidedAt: Instant.optional(),
    rejection: z.string().optional(),
    finishedAt: Instant.optional(),
    counts: z.object({ requested: z.int(), possible: z.int(), done: z.int(), impossible: z.int() }).strict(),
    /** Lines that are worked off so far, possible or not. */
    handled: z.int().min(0),
  })
  .strict();
export type Batch = z.infer<typeof Batch>;

export const BatchRecord = Batch.omit({ handled: true })
  .extend({
    pieces: z.int().min(1),
    donePieces: z.array(z.int()),
    dueAt: Instant.optional(),
  })
  .strict();
export type BatchRecord = z.infer<typeof BatchRecord>;
