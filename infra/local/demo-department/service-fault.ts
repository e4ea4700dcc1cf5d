import { z } from 'zod';

export const ServiceFault = z.enum([
  'http-500',
  'timeout',
  /** Sends single bytes without end. */
  'slow-drip',
  /** Closes the connection within an answer. */
  'truncated',
  /** Repeats the first page as the second. */
  'duplicate-page',
  /** Some records repeat, others are missing. */
  'shuffled-pages',
  /** Totals fall and records are missed. */
  'shrinking',
  /** GB 18030 declared as UTF-8. */
  'wrong-encoding',
  /** Full pages without end. */
  'endless',
  /** HTTP 200 with an error code in the body. */
  'business-error',
  /** To a cloud's metadata address. */
  'redirect-forbidden',
  'too-many-requests',
  /** Exceeds the declared page size in bytes. */
  'oversize',
]);
export type ServiceFault = z.infer<typeof ServiceFault>;
