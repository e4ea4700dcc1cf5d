import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** `json` is the signed document itself. */
export const FileKind = z.enum(['pdf', 'ofd', 'json']);
export type FileKind = z.infer<typeof FileKind>;

/** Note on a copy for one use (加注件), GB/T 36903. */
export const CopyNote = z
  .object({
    /** 制作事由. */
    CertificateCopyCause: z.string().min(1).max(200),
    /** 制作者. */
    CertificateCopyCreator: z.string().min(1).max(200),
    CertificateCopyCreationTime: Instant,
    CertificateCopyExpiringTime: Instant,
  })
  .strict();
export type CopyNote = z.infer<typeof CopyNote>;
