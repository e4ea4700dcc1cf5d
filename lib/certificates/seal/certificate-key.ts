import type { PublicKey, SignatureAlgorithm } from '../../../schemas/certificates/key-set.ts';
import { keyOids } from '../../../schemas/certificates/signature-oids.ts';
import { derChildren, derElements, derOid } from '../../kernel/der-elements.ts';
import { encodeBase64url } from '../verify/base64url.ts';
import { bitsOf } from './read-city-seal.ts';

/** The members that tell one key from another. */
export type KeyMaterial = Pick<PublicKey, 'crv' | 'x' | 'y'>;

/** How a key of each curve signs. */
export const algorithmOfCurve = { 'P-256': 'ES256', SM2: 'SM2' } as const satisfies Record<
  PublicKey['crv'],
  SignatureAlgorithm
>;

/** Reads the key of an X.509 certificate (RFC 5280, 4.1); `null` when it is none of P-256 or SM2, uncompressed. */
export function certificateKey(bytes: Uint8Array): KeyMaterial | null {
  const [certificate] = derElements(bytes) ?? [];
  const fields = derChildren(derChildren(certificate)[0]);
  const [algorithm, point] = derChildren(fields[fields[0]?.tag === 0xa0 ? 6 : 5]);
  const [kind, curve] = derChildren(algorithm).map(derOid);
  const crv = (['P-256', 'SM2'] as const).find((name) => keyOids.curves[name] === curve);
  const bits = bitsOf(point);
  if (kind !== keyOids.publicKey || crv === undefined || bits.length !== 65 || bits[0] !== 4) return null;
  return { crv, x: encodeBase64url(bits.subarray(1, 33)), y: encodeBase64url(bits.subarray(33)) };
}

/** Converts ECDSA or SM2 from DER (RFC 3279, 2.2.3) to r‖s; `null` for other bytes. */
export function rawSignature(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const [sequence, ...others] = derElements(bytes) ?? [];
  const numbers = derChildren(sequence);
  if (sequence?.tag !== 0x30 || others.length > 0 || numbers.length !== 2) return null;
  const raw = new Uint8Array(64);
  for (const [index, { tag, content }] of numbers.entries()) {
    const number = content[0] === 0 ? content.subarray(1) : content;
    if (tag !== 0x02 || number.length > 32) return null;
    raw.set(number, index * 32 + 32 - number.length);
  }
  return raw;
}
