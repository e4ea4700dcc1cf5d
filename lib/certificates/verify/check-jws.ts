import { z } from 'zod';
import { type PublicKey, SignatureAlgorithm } from '../../../schemas/certificates/key-set.ts';
import { encodeBase64url, decodeBase64url, decodeUtf8 } from './base64url.ts';
import { parseJson } from './parse-json.ts';
import type { Trust, VerifyTools } from './ports.ts';

/** Strict: any other member, such as `crit`, is refused. */
const Header = z.object({ alg: SignatureAlgorithm, kid: z.string(), typ: z.string() }).strict();

export type CheckedJws =
  | { readonly outcome: 'genuine'; readonly payload: Uint8Array<ArrayBuffer>; readonly key: PublicKey }
  | { readonly outcome: 'altered' | 'unknown-issuer' };

type ExpectedJws = {
  readonly typ: string;
  readonly detached?: Uint8Array<ArrayBuffer>;
};

/** Verifies a compact JWS (RFC 7515); never throws. The algorithm is the key's, not the header's. */
export async function checkJws(
  text: string,
  { typ, detached }: ExpectedJws,
  trust: Pick<Trust, 'key'>,
  tools: Pick<VerifyTools, 'isSignature'>,
): Promise<CheckedJws> {
  const parts = parseJws(text, detached);
  if (parts === null || parts.header.typ !== typ) return { outcome: 'altered' };
  const { header, payload, signed, signature } = parts;
  const key = await trust.key(header.kid);
  if (key === null) return { outcome: 'unknown-issuer' };
  if (key.alg !== header.alg) return { outcome: 'altered' };
  const isGenuine = await tools.isSignature(key, signed, signature);
  return isGenuine ? { outcome: 'genuine', payload, key } : { outcome: 'altered' };
}

type JwsParts = {
  readonly header: z.infer<typeof Header>;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
};

function parseJws(text: string, detached: Uint8Array<ArrayBuffer> | undefined): JwsParts | null {
  const [protectedPart = '', payloadPart = '', signaturePart = '', ...more] = text.split('.');
  if (more.length > 0 || (detached !== undefined && payloadPart !== '')) return null;
  const header = parseHeader(protectedPart);
  const signature = decodeBase64url(signaturePart);
  const payload = detached ?? decodeBase64url(payloadPart);
  if (header === null || signature?.length !== 64 || payload === null) return null;
  const signedPayload = detached === undefined ? payloadPart : encodeBase64url(detached);
  return { header, payload, signed: new TextEncoder().encode(`${protectedPart}.${signedPayload}`), signature };
}

function parseHeader(encoded: string): JwsParts['header'] | null {
  const bytes = decodeBase64url(encoded);
  const header = Header.safeParse(bytes === null ? undefined : parseJson(decodeUtf8(bytes)));
  return header.success ? header.data : null;
}
