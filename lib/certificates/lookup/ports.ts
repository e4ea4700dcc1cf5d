import type { CertificateBook, CertificateHashes, CertificateTypes, Grants } from '../ports.ts';
import type { NotingPorts } from '../use/ports.ts';

/** What every look-up needs: the types, the chains, what the caller may see, and the trace. */
export type LookupPorts = NotingPorts & {
  readonly types: CertificateTypes;
  readonly book: Pick<CertificateBook, 'heads' | 'version' | 'versions' | 'chainOf'>;
  readonly grants: Grants;
};

/** And where the certificates are not known by their identifiers. */
export type FindingPorts = NotingPorts & {
  readonly types: CertificateTypes;
  readonly book: Pick<CertificateBook, 'byNumber' | 'byHolder'>;
  readonly grants: Grants;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
};
