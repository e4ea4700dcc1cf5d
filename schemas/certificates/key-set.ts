import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** ES256 (RFC 7518), or SM2 with SM3 (GB/T 32918, signer id 1234567812345678). */
export const SignatureAlgorithm = z.enum(['ES256', 'SM2']);
export type SignatureAlgorithm = z.infer<typeof SignatureAlgorithm>;

const coordinate = z.string().regex(/^[\w-]{43}$/);

/** JWK (RFC 7517; SM2 keys use the same members); `kid` is the RFC 7638 thumbprint. */
export const PublicKey = z
  .object({
    kty: z.literal('EC'),
    crv: z.enum(['P-256', 'SM2']),
    x: coordinate,
    y: coordinate,
    kid: z.string().regex(/^[\w-]{43}$/),
    alg: SignatureAlgorithm,
    use: z.literal('sig'),
    /** Retired keys stay in the set, so that old signatures verify. */
    since: Instant,
  })
  .strict();
export type PublicKey = z.infer<typeof PublicKey>;

/** RFC 7517, 5; newest key first. */
export const KeySet = z.object({ keys: z.array(PublicKey) }).strict();
export type KeySet = z.infer<typeof KeySet>;
