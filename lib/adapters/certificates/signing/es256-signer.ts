import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import type { PrivateKey } from './private-key.ts';
import { toPublicKey } from './to-public-key.ts';

/** Signs ES256 (RFC 7518, 3.4): r‖s, 64 bytes. Throws `signing-key-not-usable`. */
export function es256Signer(key: PrivateKey): OpenedKey {
  const publicKey = toPublicKey({ crv: 'P-256', ...publicHalf(key.d) });
  if (publicKey.x !== key.x || publicKey.y !== key.y)
    throw new Failure('signing-key-not-usable', { reason: 'halves-differ' });
  const privateKey = toKeyObject(key);
  return {
    publicKey,
    signer: {
      keyId: publicKey.kid,
      algorithm: 'ES256',
      sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    },
  };
}

function publicHalf(d: string): { readonly x: string; readonly y: string } {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(d, 'base64url');
  } catch (error) {
    throw new Failure('signing-key-not-usable', { reason: 'not-on-the-curve' }, { cause: error });
  }
  const point = curve.getPublicKey();
  return { x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) };
}

function toKeyObject({ d, x, y }: PrivateKey): KeyObject {
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d, x, y } });
}
