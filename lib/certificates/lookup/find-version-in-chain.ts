import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { locateCertificate } from '../identifier.ts';
import type { CertificateRepository } from '../ports.ts';

/** Computes the chain id (`type#hash`) of an identifier of ours; `null` for any other. */
export function computeChain(identifier: string, typeByCode: ReadonlyMap<string, string>): string | null {
  const location = locateCertificate(identifier);
  const type = location === null ? undefined : typeByCode.get(location.typeCode);
  return location === null || type === undefined ? null : `${type}#${location.keyHash}`;
}

/** Finds a version in the head, by its numbers if the identifier is ours, or by a scan. */
export async function findVersionInChain(
  identifier: string,
  head: CertificateHead,
  repository: Pick<CertificateRepository, 'version' | 'versions'>,
): Promise<CertificateVersion | null> {
  if (head.current?.identifier === identifier) return head.current;
  const location = locateCertificate(identifier);
  if (location !== null && head.certificate.endsWith(`#${location.keyHash}`)) {
    const version = await repository.version(head.certificate, location.generation, location.version);
    return version?.identifier === identifier ? version : null;
  }
  return (await repository.versions(head.certificate)).find((version) => version.identifier === identifier) ?? null;
}
