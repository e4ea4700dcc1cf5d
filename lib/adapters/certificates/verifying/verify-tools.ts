import canonicalize from 'canonicalize';
import { sm2, sm3 } from 'sm-crypto-v2';
import type { VerifyTools } from '../../../certificates/verify/ports.ts';
import { inflateLimited } from './inflate-limited.ts';
import { unzipPlain } from './unzip-plain.ts';

/** The default signer id (GM/T 0009). */
const signerId = '1234567812345678';

/** The same in a browser and in Node. */
export const verifyTools: VerifyTools = {
  sha256: async (bytes) => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))),
  sm3: async (bytes) => sm3(bytes),
  canonical: (value) => canonicalize(value) ?? '',
  isSignature: async ({ crv, x, y }, bytes, signature) => {
    try {
      if (crv === 'SM2')
        return sm2.doVerifySignature(bytes, toHex(signature), `04${base64urlToHex(x)}${base64urlToHex(y)}`, {
          hash: true,
          userId: signerId,
        });
      const key = await crypto.subtle.importKey(
        'jwk',
        { kty: 'EC', crv, x, y },
        { name: 'ECDSA', namedCurve: 'P-256' },
        false,
        ['verify'],
      );
      return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, bytes);
    } catch {
      return false; // not a point of the curve, or not a signature
    }
  },
  unzip: unzipPlain,
  inflate: inflateLimited,
};

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64urlToHex(text: string): string {
  return Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
}
