import { z } from 'zod';

export const Seeded = z.object({
  departments: z.int(),
  accounts: z.int(),
  entries: z.int(),
  certificateTypes: z.array(z.string()).default([]),
});
export type Seeded = z.infer<typeof Seeded>;
