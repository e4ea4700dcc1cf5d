import { sm2 } from 'sm-crypto-v2';
import { Failure } from '../../../kernel/failure.ts';

/** The default signer id (GM/T 0009), which KMS uses too. */
export const sm2SignerId = '1234567812345678';

/** SubjectPublicKeyInfo of the curve 1.2.156.10197.1.301, up to the point: node:crypto exports no SM2 key as JWK. */
const spkiPrefix = '3059301306072a8648ce3d020106082a811ccf5501822d034200';

/** Reads the uncompressed point as hex. Throws `signing-key-not-usable` for other bytes or a point off the curve. */
export function readSm2Point(spki: Uint8Array): string {
  const hex = Buffer.from(spki).toString('hex');
  const point = hex.slice(spkiPrefix.length);
  if (!hex.startsWith(spkiPrefix) || !/^04[0-9a-f]{128}$/.test(point))
    throw new Failure('signing-key-not-usable', { reason: 'no-sm2-public-key' });
  if (!isOnCurve(point)) throw new Failure('signing-key-not-usable', { reason: 'not-on-the-curve' });
  return point;
}

function isOnCurve(point: string): boolean {
  try {
    return sm2.verifyPublicKey(point);
  } catch {
    return false;
  }
}

/** SM3 over ZA and the message (GB/T 32918.2, 6.1): what KMS signs as a DIGEST. */
export function sm2Digest(message: Uint8Array, point: string): Uint8Array {
  return Buffer.from(sm2.getHash(message, point, sm2SignerId), 'hex');
}

/** Whether r‖s is a signature of the message. */
export function verifiesSm2(message: Uint8Array, signature: Uint8Array, point: string): boolean {
  return sm2.doVerifySignature(message, Buffer.from(signature).toString('hex'), point, {
    hash: true,
    userId: sm2SignerId,
  });
}
