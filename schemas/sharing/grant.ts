import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey, Mask } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';

/** 查询, 核验, 变更推送 and 文件 of records; 查看 and 取用加注件 of certificates. */
export const SharingWay = z.enum(['query', 'verify', 'changes', 'file', 'look-up', 'copy']);
export type SharingWay = z.infer<typeof SharingWay>;

/**
 * What is granted: the records of a dataset, or the certificates (电子证照) of a type, which has the id of the dataset of
 * its face data.
 */
export const GrantTarget = z.enum(['dataset', 'certificate-type']);
export type GrantTarget = z.infer<typeof GrantTarget>;

/** Each way is of one target: a grant of certificates opens no record, in a version that knows no certificates, either. */
export const waysOfTarget = {
  dataset: ['query', 'verify', 'changes', 'file'],
  'certificate-type': ['look-up', 'copy'],
} as const satisfies Record<GrantTarget, readonly SharingWay[]>;

/** Only records whose field has one of these values, as text; several filters hold together. */
export const RowFilter = z
  .object({ field: FieldKey, values: z.array(z.string().min(1).max(200)).min(1).max(50) })
  .strict();
export type RowFilter = z.infer<typeof RowFilter>;

/** Each limit is per day in Asia/Shanghai, but for `callsPerMinute`. */
export const Quota = z
  .object({
    calls: z.int().min(1),
    rows: z.int().min(1),
    /** Distinct subjects. */
    subjects: z.int().min(1),
    callsPerMinute: z.int().min(1),
  })
  .strict();
export type Quota = z.infer<typeof Quota>;

/** A counter holds the day's subjects in one item of at most 400 KB; of a greater quota so many can be used. */
export const maxSubjectsPerDay = 10_000;

/** A query may answer several records of a subject. */
const rowsPerCall = 20;

/** What a grant has for the calls a day that were asked for, unless the provider sets other limits. */
export function quotaFor(callsPerDay: number): Quota {
  return {
    calls: callsPerDay,
    rows: callsPerDay * rowsPerCall,
    subjects: Math.min(callsPerDay, maxSubjectsPerDay),
    callsPerMinute: Math.max(10, Math.ceil(callsPerDay / 10)),
  };
}

/** Whether each query and verification names the case (办件编号) that it is for; a change feed serves many. */
export const CaseNumberRule = z.enum(['required', 'optional']);
export type CaseNumberRule = z.infer<typeof CaseNumberRule>;

/** One item of a dataset, as it is shown. */
export const GrantedField = z.object({ field: FieldKey, mask: Mask }).strict();

/** What an answer under a grant had that it must not have, or lacked; `grant-proof.ts` has the words. */
export const ProofFaultCode = z.enum([
  'field-not-granted',
  'field-missing',
  'value-differs',
  'mask-differs',
  'raw-value-shown',
  'row-not-granted',
  'row-missing',
  'refused',
  'answered-without-right',
]);
export type ProofFaultCode = z.infer<typeof ProofFaultCode>;

/** Named by its way and its kind only: never a field's value or a record. */
export const ProofFault = z.object({ way: SharingWay, code: ProofFaultCode }).strict();
export type ProofFault = z.infer<typeof ProofFault>;

/** The last nightly proof: what a grant gives was compared with what it says. */
export const GrantProof = z
  .object({
    at: Instant,
    outcome: z.enum(['passed', 'failed']),
    /** So many records were asked for; 0 where the dataset has none, or nothing is to be answered any more. */
    records: z.int().min(0),
    fault: ProofFault.optional(),
    /** Set by a proof that failed, and kept until the centre lifts it. */
    suspended: z.object({ at: Instant, fault: ProofFault }).strict().optional(),
  })
  .strict();
export type GrantProof = z.infer<typeof GrantProof>;

/** What a consumer may see of a dataset or of the certificates of a type, why, and until when. It has the id of the application that it came from. */
export const Grant = z
  .object({
    id: z.ulid(),
    /** Grants from before there was a choice are of a dataset. */
    target: GrantTarget.default('dataset'),
    dataset: DatasetId,
    /** The catalogue version whose fields are granted. */
    version: z.int().min(1),
    provider: DepartmentId,
    consumer: DepartmentId,
    fields: z.array(GrantedField).min(1).max(200),
    filters: z.array(RowFilter).max(5),
    ways: z.array(SharingWay).min(1),
    purpose: shownLine(),
    legalBasis: shownLine(),
    /** The business matter (办理事项) that each call names. */
    matter: shownLine(),
    /** Grants from before there was a choice require it. */
    caseNumbers: CaseNumberRule.default('required'),
    quota: Quota,
    from: Day,
    /** The last day. */
    until: Day,
    /** SHA-256 of the files that the decision was made on, in hex. */
    attachments: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .max(10)
      .optional(),
    grantedAt: Instant,
    /** An account. */
    grantedBy: z.string().min(1),
    revoked: z
      .object({ at: Instant, by: z.string().min(1), reason: shownLine() })
      .strict()
      .optional(),
    /** Kept beside the grant in its item; absent until the first night. */
    proof: GrantProof.optional(),
  })
  .strict();
export type Grant = z.infer<typeof Grant>;
