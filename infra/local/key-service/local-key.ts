import { createECDH, hash, randomBytes } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import type { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';

type KeySpec = 'ECC_NIST_P256' | 'SM2';
type KeyUsage = 'SIGN_VERIFY' | 'KEY_AGREEMENT' | 'ENCRYPT_DECRYPT';

export type LocalKey = {
  /** A UUID made of the public half. */
  readonly id: string;
  readonly spec: KeySpec | 'RSA_2048';
  readonly usage: KeyUsage;
  readonly algorithm: 'ECDSA_SHA_256' | 'SM2DSA';
  /** SubjectPublicKeyInfo (RFC 5480). */
  readonly publicKey: Buffer;
  /** 32 bytes; for SM2 with ZA before the message (GB/T 32918.2). */
  readonly digest: (message: Uint8Array) => Uint8Array;
  /** Signs 32 bytes and returns DER. */
  readonly sign: (digest: Uint8Array) => Buffer;
};

/** `id-ecPublicKey` with the curve's object identifier, before the 65 bytes of the point. */
const spkiPrefix: Readonly<Record<KeySpec, string>> = {
  ECC_NIST_P256: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  SM2: '3059301306072a8648ce3d020106082a811ccf5501822d034200',
};

/** Opens a private JWK as a key of the service. */
export function localKey({ crv, d, x, y }: PrivateKey, usage: KeyUsage = 'SIGN_VERIFY'): LocalKey {
  const spec = crv === 'SM2' ? 'SM2' : 'ECC_NIST_P256';
  const [secret, point] = [toHex(d), `04${toHex(x)}${toHex(y)}`];
  return {
    id: uuidOf(hash('sha256', `${spec}${point}`)),
    spec,
    usage,
    algorithm: spec === 'SM2' ? 'SM2DSA' : 'ECDSA_SHA_256',
    publicKey: Buffer.from(spkiPrefix[spec] + point, 'hex'),
    digest: (message) =>
      spec === 'SM2' ? Buffer.from(sm2.getHash(message, point), 'hex') : hash('sha256', message, 'buffer'),
    sign: (digest) => {
      const raw = spec === 'SM2' ? sm2.doSignature(digest, secret) : signP256(digest, secret);
      return toDer(BigInt(`0x${raw.slice(0, 64)}`), BigInt(`0x${raw.slice(64)}`));
    },
  };
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over a digest (FIPS 186-5, 6.4): node:crypto signs messages only. Returns r‖s as hex. */
function signP256(digest: Uint8Array, secret: string): string {
  for (;;) {
    const nonce = BigInt(`0x${randomBytes(32).toString('hex')}`);
    if (nonce === 0n || nonce >= order) continue;
    const curve = createECDH('prime256v1');
    curve.setPrivateKey(padded(nonce), 'hex');
    const r = BigInt(`0x${curve.getPublicKey('hex').slice(2, 66)}`) % order;
    const hashed = BigInt(`0x${Buffer.from(digest).toString('hex')}`);
    const s = (inverse(nonce) * (hashed + r * BigInt(`0x${secret}`))) % order;
    if (r !== 0n && s !== 0n) return padded(r) + padded(s);
  }
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value % order, order - 2n];
  while (exponent > 0n) {
    if ((exponent & 1n) === 1n) result = (result * base) % order;
    base = (base * base) % order;
    exponent >>= 1n;
  }
  return result;
}

/** SEQUENCE of two INTEGERs (RFC 3279, 2.2.3). */
function toDer(...numbers: readonly bigint[]): Buffer {
  const parts = numbers.map((number) => {
    const hex = number.toString(16);
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    const signed = /^[89a-f]/.test(even) ? `00${even}` : even;
    return Buffer.concat([Buffer.of(0x02, signed.length / 2), Buffer.from(signed, 'hex')]);
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

function padded(number: bigint): string {
  return number.toString(16).padStart(64, '0');
}

function toHex(coordinate: string): string {
  return Buffer.from(coordinate, 'base64url').toString('hex');
}

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
