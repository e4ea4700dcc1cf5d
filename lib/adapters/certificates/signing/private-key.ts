import { z } from 'zod';

const coordinate = z.string().regex(/^[\w-]{43}$/);

/** JWK (RFC 7518, 6.2.2); SM2 keys use the same members. */
export const PrivateKey = z.object({
  kty: z.literal('EC'),
  crv: z.enum(['P-256', 'SM2']),
  d: coordinate,
  x: coordinate,
  y: coordinate,
});
export type PrivateKey = z.infer<typeof PrivateKey>;
