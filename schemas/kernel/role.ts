import { z } from 'zod';

/** The centre is `operator`, the supervising office `supervisor`. */
export const Role = z.enum(['provider', 'consumer', 'operator', 'supervisor']);
export type Role = z.infer<typeof Role>;
