import { z } from 'zod';
import { SignatureAlgorithm } from '../../../schemas/certificates/key-set.ts';
import { encodeBase64url, decodeBase64url, parseJson, decodeUtf8 } from './base64url.ts';
import type { Trust, VerifyTools } from './ports.ts';

/** Exactly these: a header that says more says what nobody understands. */
const Header = z.object({ alg: SignatureAlgorithm, kid: z.string(), typ: z.string() }).strict();

export type CheckedJws =
  | { readonly outcome: 'genuine'; readonly payload: Uint8Array<ArrayBuffer> }
  | { readonly outcome: 'altered' | 'unknown-issuer' };

/**
 * Whether a JWS (docs/decisions/certificate-signatures.md) was made by the platform. The algorithm is the key's, not the header's; a detached payload is
 * given as its bytes. A key that is not known is told apart from a signature that does not fit.
 */
export async function checkJws(
  text: string,
  typ: string,
  detached: Uint8Array<ArrayBuffer> | null,
  trust: Pick<Trust, 'key'>,
  tools: Pick<VerifyTools, 'isSignature'>,
): Promise<CheckedJws> {
  const [protectedPart = '', payloadPart = '', signaturePart = '', ...more] = text.split('.');
  const headerBytes = decodeBase64url(protectedPart);
  const signature = decodeBase64url(signaturePart);
  const header = Header.safeParse(headerBytes === null ? undefined : parseJson(decodeUtf8(headerBytes)));
  const payload = detached ?? decodeBase64url(payloadPart);
  if (
    !header.success ||
    header.data.typ !== typ ||
    signature?.length !== 64 ||
    payload === null ||
    more.length > 0 ||
    (detached !== null && payloadPart !== '')
  )
    return { outcome: 'altered' };
  const key = await trust.key(header.data.kid);
  if (key === null) return { outcome: 'unknown-issuer' };
  if (key.alg !== header.data.alg) return { outcome: 'altered' };
  const signed = new TextEncoder().encode(
    `${protectedPart}.${detached === null ? payloadPart : encodeBase64url(detached)}`,
  );
  return (await tools.isSignature(key, signed, signature)) ? { outcome: 'genuine', payload } : { outcome: 'altered' };
}
