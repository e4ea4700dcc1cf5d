import { z } from 'zod';

/** A holder's code as somebody asks for it: citizen id number, credit code, … A digit is in all of them, and in nothing that people write where there is none. */
export const HolderCode = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/[0-9０-９]/);
