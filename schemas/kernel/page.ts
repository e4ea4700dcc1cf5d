import { z } from 'zod';
import { decimalInteger } from './decimal-integer.ts';

export const PageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  limit: decimalInteger({ min: 1, max: 200 }).default(50),
});

/** Omits `next` on the last page. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}
