import type { CertificateRepository, CertificateHashes, CertificateTypes, Grants } from '../ports.ts';
import type { AuditPorts } from '../use/ports.ts';

/** What every look-up needs: the types, the chains, what the caller may see, and the trace. */
export type LookupPorts = AuditPorts & {
  readonly types: CertificateTypes;
  readonly repository: Pick<CertificateRepository, 'heads' | 'version' | 'versions' | 'findChain'>;
  readonly grants: Grants;
};

/** And where the certificates are not known by their identifiers. */
export type FindingPorts = AuditPorts & {
  readonly types: CertificateTypes;
  readonly repository: Pick<CertificateRepository, 'byNumber' | 'byHolder'>;
  readonly grants: Grants;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
};
