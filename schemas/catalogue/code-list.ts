import { z } from 'zod';

/** Cells may carry code, label or alias; the code is stored. */
export const CodeList = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
    name: z.string(),
    /** The platform's own lists have `Guiji`. */
    standard: z.string(),
    toBeConfirmed: z.string().optional(),
    codes: z
      .array(
        z
          .object({ code: z.string().min(1), label: z.string().min(1), aliases: z.array(z.string()).default([]) })
          .strict(),
      )
      .min(2),
  })
  .strict();
export type CodeList = z.infer<typeof CodeList>;
