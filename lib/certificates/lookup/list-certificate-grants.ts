import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';

export type ListGrantsPorts = {
  /** Strongly consistent. */
  readonly grants: () => Promise<readonly CertificateGrant[]>;
};

/** Lists what accounts may see of certificates, by the account's subject. */
export async function listCertificateGrants(
  _input: unknown,
  ports: ListGrantsPorts,
): Promise<{ items: CertificateGrant[] }> {
  const grants = await ports.grants();
  return { items: grants.toSorted((one, other) => (one.subject < other.subject ? -1 : 1)) };
}
