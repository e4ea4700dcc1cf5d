import { z } from 'zod';

/**
 * What a caller may do: provider hands in and compiles, consumer searches and applies,
 * operator is the information centre, supervisor is the supervising office.
 */
export const Role = z.enum(['provider', 'consumer', 'operator', 'supervisor']);
export type Role = z.infer<typeof Role>;
