import { z } from 'zod';
import { TypeId } from './certificate-type.ts';

/**
 * What an account may see of certificates that its department did not issue. `fields` are short names (ZZBH, CZZT, KZ_…);
 * copies (加注件) show the whole face and need a word of their own.
 */
export const CertificateGrant = z
  .object({
    subject: z.string().min(1),
    types: z.union([z.literal('all'), z.array(TypeId).min(1)]),
    fields: z.union([z.literal('all'), z.array(z.string().regex(/^(KZ_[A-Z0-9]+|[A-Z]+)$/)).min(1)]),
    copies: z.boolean(),
  })
  .strict();
export type CertificateGrant = z.infer<typeof CertificateGrant>;
