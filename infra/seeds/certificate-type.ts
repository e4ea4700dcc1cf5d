import { z } from 'zod';

/** One line of the notice's annex 1, as printed. */
export const SeedCertificateType = z
  .object({
    serial: z.int().min(1),
    department: z.string().min(1),
    name: z.string().min(1),
    scope: z.array(z.enum(['市级', '县级', '市县乡血站'])).min(1),
    remark: z.string().nullable(),
  })
  .strict();
export type SeedCertificateType = z.infer<typeof SeedCertificateType>;
