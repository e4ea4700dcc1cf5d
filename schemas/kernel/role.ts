import { z } from 'zod';

/**
 * provider: supplies data and compiles entries · consumer: searches and applies · operator: the information centre ·
 * supervisor: the supervising office.
 */
export const Role = z.enum(['provider', 'consumer', 'operator', 'supervisor']);
export type Role = z.infer<typeof Role>;
