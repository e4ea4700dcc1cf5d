import { z } from 'zod';
import { TypeId } from './certificate-type.ts';

/** `fields` are short names (ZZBH, CZZT, KZ_…). Copies (加注件) are granted separately and show these fields, too. */
export const CertificateGrant = z
  .object({
    subject: z.string().min(1),
    types: z.union([z.literal('all'), z.array(TypeId).min(1)]),
    fields: z.union([z.literal('all'), z.array(z.string().regex(/^(KZ_[A-Z0-9]+|[A-Z]+)$/)).min(1)]),
    copies: z.boolean(),
  })
  .strict();
export type CertificateGrant = z.infer<typeof CertificateGrant>;
