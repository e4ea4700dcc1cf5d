import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { locateCertificate } from '../identifier.ts';
import type { CertificateRepository } from '../ports.ts';

/** `type#hash`; null where the identifier is not of our making. */
export function computeChain(identifier: string, ofCode: ReadonlyMap<string, string>): string | null {
  const location = locateCertificate(identifier);
  const type = location === null ? undefined : ofCode.get(location.typeCode);
  return location === null || type === undefined ? null : `${type}#${location.keyHash}`;
}

/** The current version is in the head; an earlier one of our own is read by its numbers, and one that the province named is looked for. */
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
