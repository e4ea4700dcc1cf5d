import { hash } from 'node:crypto';
import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';

/** A public point as the key set shows it. `kid` is the thumbprint of RFC 7638: SHA-256 over the required members in the order of the alphabet, base64url. */
export function toPublicKey({ crv, x, y }: Pick<PublicKey, 'crv' | 'x' | 'y'>): Omit<PublicKey, 'since'> {
  const kid = hash('sha256', JSON.stringify({ crv, kty: 'EC', x, y }), 'base64url');
  return { kty: 'EC', crv, x, y, kid, alg: crv === 'SM2' ? 'SM2' : 'ES256', use: 'sig' };
}
