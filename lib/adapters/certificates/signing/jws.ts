import canonicalize from 'canonicalize';
import type { Signer } from '../../../certificates/ports.ts';
import { Failure } from '../../../kernel/failure.ts';

/**
 * A compact JWS (RFC 7515, 7.1) of a value: the payload is its canonical JSON (RFC 8785), the header `{"alg","kid","typ"}` and nothing else. With
 * `detached` the payload is left out of the text (appendix F): `header..signature`.
 */
export async function jws(signer: Signer, typ: string, value: object, { detached = false } = {}): Promise<string> {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new Failure('payload-not-canonical', { typ });
  const header = encoded(JSON.stringify({ alg: signer.algorithm, kid: signer.keyId, typ }));
  const payload = encoded(canonical);
  const signature = await signer.sign(Buffer.from(`${header}.${payload}`));
  return `${header}.${detached ? '' : payload}.${Buffer.from(signature).toString('base64url')}`;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
