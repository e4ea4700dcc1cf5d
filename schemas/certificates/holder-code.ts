import { z } from 'zod';

/** Must contain a digit, unlike the placeholders that people write. */
export const HolderCode = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/[0-9０-９]/);
