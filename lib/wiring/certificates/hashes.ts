import { certificateHashes as hashesOf } from '../../adapters/certificates/certificate-hashes.ts';
import { keyedHash } from '../../adapters/keyed-hash.ts';
import type { CertificateHashes } from '../../certificates/ports.ts';
import { setting } from '../setting.ts';

/** Keyed by SUBJECT_KEY. */
export function certificateHashes(): CertificateHashes {
  return hashesOf(keyedHash(setting('SUBJECT_KEY')));
}
