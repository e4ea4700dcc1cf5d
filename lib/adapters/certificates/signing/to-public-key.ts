import { hash } from 'node:crypto';
import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';

/** Sets `kid` to the RFC 7638 thumbprint. */
export function toPublicKey({ crv, x, y }: Pick<PublicKey, 'crv' | 'x' | 'y'>): Omit<PublicKey, 'since'> {
  const kid = hash('sha256', JSON.stringify({ crv, kty: 'EC', x, y }), 'base64url');
  return { kty: 'EC', crv, x, y, kid, alg: crv === 'SM2' ? 'SM2' : 'ES256', use: 'sig' };
}
