import { createHash, createHmac, randomBytes } from 'node:crypto';
import { sm3 } from 'sm-crypto-v2';
import type { Authentication } from '../../../../schemas/collection/sources/interface-declaration.ts';
import type { InterfaceRules } from '../../../collection/interface/interface-rules.ts';
import type { HttpRequest } from '../net/http-request.ts';
import { headerText, type Secret, secretPart } from './secret-part.ts';

type Signature = Extract<Authentication, { readonly kind: 'signature' }>;

/** Adds the signature headers with a new nonce. Throws `credentials-missing`. */
export function signRequest(
  request: HttpRequest,
  { algorithm, text, encoding, headers }: Signature,
  context: {
    readonly secret: Secret;
    readonly milliseconds: number;
    readonly fill: InterfaceRules['fillTemplate'];
  },
): HttpRequest {
  const { secret, milliseconds, fill } = context;
  const [appKey, key] = [secretPart(secret, 'appKey'), secretPart(secret, 'secret')];
  const { pathname, search } = new URL(request.url);
  const body = request.body ?? '';
  const identification = { appKey, timestamp: String(milliseconds), nonce: randomBytes(16).toString('hex') };
  const bodyHash =
    algorithm === 'hmac-sha256' ? createHash('sha256').update(body).digest('hex') : sm3(Buffer.from(body));
  const placeholders = {
    ...identification,
    method: request.method,
    path: pathname,
    query: search.slice(1),
    body,
    bodyHash,
    ...(algorithm === 'sm3' ? { secret: key } : {}),
  };
  const digest = computeDigest(algorithm, Buffer.from(fill(text, placeholders, 'raw')), key);
  const filled = { ...identification, signature: digest.toString(encoding) };
  const signing = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), headerText(fill(value, filled, 'plain'))] as const,
  );
  return { ...request, headers: { ...request.headers, ...Object.fromEntries(signing) } };
}

/** HMAC (RFC 2104) with SHA-256 or SM3 (GB/T 32905); plain SM3 has the secret in its text. */
function computeDigest(algorithm: Signature['algorithm'], text: Buffer, key: string): Buffer {
  if (algorithm === 'hmac-sha256') return createHmac('sha256', key).update(text).digest();
  return Buffer.from(algorithm === 'sm3' ? sm3(text) : sm3(text, { mode: 'hmac', key: Buffer.from(key) }), 'hex');
}
