import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { placeOfIdentifier } from '../identifier.ts';
import type { CertificateRepository } from '../ports.ts';

/** `type#hash`; null where the identifier is not of our making. */
export function chainComputed(identifier: string, ofCode: ReadonlyMap<string, string>): string | null {
  const place = placeOfIdentifier(identifier);
  const type = place === null ? undefined : ofCode.get(place.typeCode);
  return place === null || type === undefined ? null : `${type}#${place.keyHash}`;
}

/** The current version is in the head; an earlier one of our own is read by its numbers, and one that the province named is looked for. */
export async function versionNamed(
  identifier: string,
  head: CertificateHead,
  repository: Pick<CertificateRepository, 'version' | 'versions'>,
): Promise<CertificateVersion | null> {
  if (head.current?.identifier === identifier) return head.current;
  const place = placeOfIdentifier(identifier);
  if (place !== null && head.certificate.endsWith(`#${place.keyHash}`)) {
    const version = await repository.version(head.certificate, place.generation, place.version);
    return version?.identifier === identifier ? version : null;
  }
  return (await repository.versions(head.certificate)).find((version) => version.identifier === identifier) ?? null;
}
