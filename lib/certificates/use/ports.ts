import type { CertificateUse, UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { Clock } from '../ports.ts';

/** Entries are append-only. */
export type UseRepository = {
  /** Writes the entry, and a link to it from each chain. */
  readonly record: (use: CertificateUse, certificates: readonly string[]) => Promise<void>;
  /** Newest first. */
  readonly ofCertificate: (
    certificate: string,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly uses: readonly CertificateUse[]; readonly next?: string }>;
};

/** One-time codes (用证码); only their hashes are stored. */
export type UseCodeRepository = {
  readonly create: (codes: readonly { readonly code: string; readonly grant: UseCodeGrant }[]) => Promise<void>;
  readonly find: (code: string) => Promise<UseCodeGrant | null>;
  /** Atomic: true once, for the subject it was issued to, before it expires. */
  readonly redeem: (code: string, subject: string, at: string) => Promise<boolean>;
};

export type AuditPorts = Clock & { readonly uses: Pick<UseRepository, 'record'>; readonly newId: () => string };
