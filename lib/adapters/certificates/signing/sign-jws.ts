import canonicalize from 'canonicalize';
import type { Signer } from '../../../certificates/ports.ts';
import { Failure } from '../../../kernel/failure.ts';

/** Signs a compact or `detached` JWS (RFC 7515). Throws `payload-not-canonical`. */
export async function signJws(signer: Signer, typ: string, value: object, { detached = false } = {}): Promise<string> {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new Failure('payload-not-canonical', { typ });
  const header = encodeBase64url(JSON.stringify({ alg: signer.algorithm, kid: signer.keyId, typ }));
  const payload = encodeBase64url(canonical);
  const signature = await signer.sign(Buffer.from(`${header}.${payload}`));
  return `${header}.${detached ? '' : payload}.${Buffer.from(signature).toString('base64url')}`;
}

function encodeBase64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
