import { z } from 'zod';

/** Faults of a service as its clients see them. */
export const ServiceFault = z.enum([
  /** The web server's HTML error page. */
  'http-500',
  /** Never answers. */
  'timeout',
  /** Sends single bytes without end. */
  'slow-drip',
  /** Closes the connection within an answer. */
  'truncated',
  /** Repeats the first page as the second. */
  'duplicate-page',
  /** Orders each page differently: some records repeat, others are missing. */
  'shuffled-pages',
  /** Deletes records while pages are read, so that totals fall and records are missed. */
  'shrinking',
  /** GB 18030 declared as UTF-8. */
  'wrong-encoding',
  /** Full pages without end. */
  'endless',
  /** HTTP 200 with an error code in the body. */
  'business-error',
  /** Redirects to a cloud's metadata address. */
  'redirect-forbidden',
  'too-many-requests',
  /** Exceeds the declared page size in bytes. */
  'oversize',
]);
export type ServiceFault = z.infer<typeof ServiceFault>;
