import type { IssueMessages, QuarantineRepository } from '../issue/ports.ts';
import type { CertificateTypes } from '../ports.ts';

export type ListQuarantinePorts = {
  readonly types: Pick<CertificateTypes, 'type'>;
  readonly quarantine: Pick<QuarantineRepository, 'failed'>;
  /** Failed attempts after which a record is quarantined. */
  readonly maxIssueAttempts: number;
};
export type RetryQuarantinePorts = ListQuarantinePorts & { readonly messages: Pick<IssueMessages, 'records'> };
