import type { CertificateHashes } from '../../certificates/ports.ts';
import type { KeyedHash } from '../../collection/ports.ts';

/** Separates hashes by purpose: no index can be searched with another's values. */
export function certificateHashes(keyed: Pick<KeyedHash, 'text'>): CertificateHashes {
  return {
    number: (type, certificateNumber) => keyed.text(`certificate-number\u001f${type}\u001f${certificateNumber}`),
    holder: (holderCode) => keyed.text(`certificate-holder\u001f${holderCode}`),
    verifyToken: (identifier) =>
      Buffer.from(keyed.text(`verify-token\u001f${identifier}`), 'hex').toString('base64url'),
  };
}
