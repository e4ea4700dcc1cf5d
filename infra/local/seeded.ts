import { z } from 'zod';

/** What the first start has written, as it is marked in the state's folder; a state of before there were certificates has none. */
export const Seeded = z.object({
  departments: z.int(),
  accounts: z.int(),
  entries: z.int(),
  certificateTypes: z.array(z.string()).default([]),
});
export type Seeded = z.infer<typeof Seeded>;
