import canonicalize from 'canonicalize';
import { sm2 } from 'sm-crypto-v2';
import type { VerifyTools } from '../../../certificates/verify/ports.ts';
import { inflateLimited } from './inflate-limited.ts';
import { unzipAll } from './unzip-all.ts';

/** The default signer's id of GM/T 0009. */
const signerId = '1234567812345678';

/** What checks certificates' files with nothing but the web's own cryptography, SM2 and zip in plain JavaScript: the same in a browser and in Node. */
export const verifyTools: VerifyTools = {
  sha256: async (bytes) => hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))),
  canonical: (value) => canonicalize(value) ?? '',
  isSignature: async ({ crv, x, y }, bytes, signature) => {
    try {
      if (crv === 'SM2')
        return sm2.doVerifySignature(bytes, hexOf(signature), `04${hexOfBase64url(x)}${hexOfBase64url(y)}`, {
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
      return false; // numbers that are no point of the curve, or no signature at all
    }
  },
  unzip: unzipAll,
  inflate: inflateLimited,
};

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function hexOfBase64url(text: string): string {
  return Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
}
