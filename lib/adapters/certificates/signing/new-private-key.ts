import { generateKeyPairSync } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { PrivateKey } from './private-key.ts';

/** Makes a private key of this curve. */
export function newPrivateKey(crv: PrivateKey['crv']): PrivateKey {
  return PrivateKey.parse(crv === 'SM2' ? newSm2Key() : newEs256Key());
}

function newEs256Key(): object {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
}

function newSm2Key(): object {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  const [d, x, y] = [privateKey.padStart(64, '0'), publicKey.slice(2, 66), publicKey.slice(66)].map((hex) =>
    Buffer.from(hex, 'hex').toString('base64url'),
  );
  return { kty: 'EC', crv: 'SM2', d, x, y };
}
