import { certificateHashes as hashesOf } from '../../adapters/certificates/certificate-hashes.ts';
import type { CertificateHashes } from '../../certificates/ports.ts';
import { subjectHash } from '../subject-hash.ts';

/** Keyed by the city's subject key. */
export async function certificateHashes(): Promise<CertificateHashes> {
  return hashesOf(await subjectHash());
}
