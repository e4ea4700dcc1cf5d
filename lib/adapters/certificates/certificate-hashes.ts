import type { CertificateHashes } from '../../certificates/ports.ts';
import type { KeyedHash } from '../../collection/ports.ts';

/**
 * Keyed hashes of the certificates room, one domain each: a value of one index cannot be looked up in another. `keyed`
 * holds the city's key; the QR code's token is 128 bits in base64url.
 */
export function certificateHashes(keyed: Pick<KeyedHash, 'text'>): CertificateHashes {
  return {
    number: (type, certificateNumber) => keyed.text(`certificate-number\u001f${type}\u001f${certificateNumber}`),
    holder: (holderCode) => keyed.text(`certificate-holder\u001f${holderCode}`),
    verifyToken: (identifier) =>
      Buffer.from(keyed.text(`verify-token\u001f${identifier}`), 'hex').toString('base64url'),
  };
}
