import { z } from 'zod';
import { shownLine } from '../kernel/printable-line.ts';

/** Cells may carry code, label or alias; the code is stored. */
export const CodeList = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
    name: shownLine(),
    /** The platform's own lists have `Guiji`. */
    standard: shownLine(),
    toBeConfirmed: z.string().optional(),
    codes: z
      .array(
        z
          .object({ code: shownLine().min(1), label: shownLine().min(1), aliases: z.array(shownLine()).default([]) })
          .strict(),
      )
      .min(2),
  })
  .strict();
export type CodeList = z.infer<typeof CodeList>;
