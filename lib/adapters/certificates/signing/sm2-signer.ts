import { sm2 } from 'sm-crypto-v2';
import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import type { PrivateKey } from './private-key.ts';
import { sm2SignerId } from './sm2-digest.ts';
import { toPublicKey } from './to-public-key.ts';

/** Signs SM2 with SM3 (GB/T 32918.2): r‖s, 64 bytes. Throws `signing-key-not-usable`. */
export function sm2Signer({ d, x, y }: PrivateKey): OpenedKey {
  const hex = toHex(d);
  const point = publicPoint(hex);
  if (point !== `04${toHex(x)}${toHex(y)}`) throw new Failure('signing-key-not-usable', { reason: 'halves-differ' });
  const publicKey = toPublicKey({ crv: 'SM2', x, y });
  return {
    publicKey,
    signer: {
      keyId: publicKey.kid,
      algorithm: 'SM2',
      sign: async (bytes) =>
        Buffer.from(sm2.doSignature(bytes, hex, { hash: true, publicKey: point, userId: sm2SignerId }), 'hex'),
    },
  };
}

/** n−1: d must be smaller, as d + 1 must have an inverse. */
const orderLessOne = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122n;

function publicPoint(hex: string): string {
  const number = BigInt(`0x${hex}`);
  if (number === 0n || number >= orderLessOne)
    throw new Failure('signing-key-not-usable', { reason: 'not-on-the-curve' });
  return sm2.getPublicKeyFromPrivateKey(hex);
}

function toHex(coordinate: string): string {
  return Buffer.from(coordinate, 'base64url').toString('hex');
}
