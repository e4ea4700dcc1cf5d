import type { CertificateVersion } from '../../schemas/certificates/certificate.ts';
import type { CertificateHashes } from './ports.ts';

/** The keyed hashes by which a version's holders are looked up, each once; none without a version. */
export function holderHashes(
  version: CertificateVersion | undefined,
  hashes: Pick<CertificateHashes, 'holder'>,
): string[] {
  const holders = version?.signed.document.CertificateHolders ?? [];
  return [...new Set(holders.map((holder) => hashes.holder(holder.CertificateHolderCode)))];
}
