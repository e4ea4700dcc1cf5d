import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';
import type { Id } from '../kernel/ids.ts';
import { IssuingMode, TypeCode } from './certificate-type.ts';

/** 电子证照标识 (GB/T 36904): OID, type, issuer, serial, version, check character. */
export const CertificateId: z.ZodType<CertificateId, string> = z
  .string()
  .regex(/^1\.2\.156\.3005\.2\.[0-9A-Z]{21}\.[0-9A-Z]{6,18}\.[0-9A-Z]{1,64}\.\d{3}\.[0-9A-Z]$/);
export type CertificateId = Id<'CertificateId'>;

/** 持证主体; types by GB/T 36903 annex A (001 credit code, 111 citizen id, …). */
export const CertificateHolder = z
  .object({
    CertificateHolderName: z.string(),
    CertificateHolderCode: z.string(),
    CertificateHolderType: z.string(),
    CertificateHolderTypeName: z.string(),
  })
  .loose();
export type CertificateHolder = z.infer<typeof CertificateHolder>;

export const FaceLine = z.object({ Name: z.string(), Label: z.string(), Value: z.string() }).loose();
export type FaceLine = z.infer<typeof FaceLine>;

/**
 * Signed content (GB/T 36903), self-contained for offline verification. Properties without a value are omitted;
 * unknown ones stay, at any depth: the signature covers what a later version wrote.
 */
export const CertificateDocument = z
  .object({
    CertificateIdentifier: CertificateId,
    CertificateName: z.string(),
    CertificateTypeName: z.string(),
    CertificateTypeCode: TypeCode,
    CertificateNumber: z.string(),
    CertificateVersion: z.string().regex(/^\d{3}$/),
    CertificateIssuingAuthorityName: z.string(),
    CertificateIssuingAuthorityCode: z.string(),
    CertificateIssuedDate: Day,
    /** Absent when it is the day of issue. */
    CertificateEffectiveDate: Day.optional(),
    /** Names the last valid day; absent without an end. */
    CertificateExpiringDate: Day.optional(),
    CertificateHolders: z.array(CertificateHolder).min(1),
    CertificateAreaCode: z.string().regex(/^\d{6}$/),
    CertificateDefineAuthorityName: z.string(),
    CertificateDefineAuthorityCode: z.string(),
    CertificateDefineAuthorityLevel: z.string(),
    /** Maps short names of fields to values as stored. */
    ExtendInfo: z.record(z.string().regex(/^KZ_[A-Z0-9]+$/), z.string()),
    /** Lines are in printed order. */
    Face: z.array(FaceLine),
    IssuingMode,
    /** 签章状态: the platform applies no seal itself. */
    SealStatus: z.enum(['未签章', '已签章', '省级签章']),
    /** 关联证照标识: the version that this one supersedes. */
    RelatedCertificateIdentifier: CertificateId.optional(),
    SignedTime: Instant,
    /** Refers to an entry of an IETF Token Status List. */
    status: z.object({ status_list: z.object({ idx: z.int().min(0), uri: z.url() }).loose() }).loose(),
  })
  .loose();
export type CertificateDocument = z.infer<typeof CertificateDocument>;

/** The document (RFC 8785) with a detached JWS (RFC 7515, appendix F): `header..signature`. */
export const SignedDocument = z
  .object({ document: CertificateDocument, jws: z.string().regex(/^[\w-]+\.\.[\w-]+$/) })
  .strict();
export type SignedDocument = z.infer<typeof SignedDocument>;
