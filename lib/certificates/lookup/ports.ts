import type { CertificateRepository, CertificateHashes, CertificateTypes, Grants } from '../ports.ts';
import type { AuditPorts } from '../use/ports.ts';

export type LookupPorts = AuditPorts & {
  readonly types: CertificateTypes;
  readonly repository: Pick<CertificateRepository, 'heads' | 'version' | 'versions' | 'findChain'>;
  readonly grants: Grants;
  readonly hashes: Pick<CertificateHashes, 'holder'>;
};

export type FindingPorts = AuditPorts & {
  readonly types: CertificateTypes;
  readonly repository: Pick<CertificateRepository, 'byNumber' | 'byHolder'>;
  readonly grants: Grants;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
};
