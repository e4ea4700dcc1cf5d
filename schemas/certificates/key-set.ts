import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** How certificates are signed: ES256 (RFC 7518), or SM2 with SM3 (GB/T 32918, signer id 1234567812345678) where the city asks for it. */
export const SignatureAlgorithm = z.enum(['ES256', 'SM2']);
export type SignatureAlgorithm = z.infer<typeof SignatureAlgorithm>;

const coordinate = z.string().regex(/^[\w-]{43}$/);

/** A public key that signs or once signed (JWK, RFC 7517; SM2 keys by the same members). `kid` is its thumbprint (RFC 7638). */
export const PublicKey = z
  .object({
    kty: z.literal('EC'),
    crv: z.enum(['P-256', 'SM2']),
    x: coordinate,
    y: coordinate,
    kid: z.string().regex(/^[\w-]{43}$/),
    alg: SignatureAlgorithm,
    use: z.literal('sig'),
    /** Since when it signs. A key that signs no more stays in the set: what it signed stays genuine. */
    since: Instant,
  })
  .strict();
export type PublicKey = z.infer<typeof PublicKey>;

/** The key set that the platform publishes (RFC 7517, 5), the newest key first. */
export const KeySet = z.object({ keys: z.array(PublicKey) }).strict();
export type KeySet = z.infer<typeof KeySet>;
