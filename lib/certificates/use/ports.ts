import type { CertificateUse, UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { Clock } from '../ports.ts';

/** The traces of uses. */
export type UseRepository = {
  /** Keeps the trace, and a link from each chain to it. */
  readonly record: (use: CertificateUse, certificates: readonly string[]) => Promise<void>;
  /** The uses of a chain, the newest first. */
  readonly ofCertificate: (
    certificate: string,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly uses: readonly CertificateUse[]; readonly next?: string }>;
};

/** One-time codes (用证码): the book knows their hashes only. */
export type UseCodeRepository = {
  readonly create: (codes: readonly { readonly code: string; readonly grant: UseCodeGrant }[]) => Promise<void>;
  readonly find: (code: string) => Promise<UseCodeGrant | null>;
  /** Uses the code up, once and for all: true for one caller only, the one to whom it was given, and only before it expires. */
  readonly redeem: (code: string, subject: string, at: string) => Promise<boolean>;
};

/** What every answer needs: no answer without a trace. */
export type AuditPorts = Clock & { readonly uses: Pick<UseRepository, 'record'>; readonly newId: () => string };
