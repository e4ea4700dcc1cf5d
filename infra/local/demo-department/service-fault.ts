import { z } from 'zod';

/** What may be wrong with a department's service, as whoever collects from it meets it. */
export const ServiceFault = z.enum([
  /** A page of the web server's own instead of an answer. */
  'http-500',
  /** The call is taken and never answered. */
  'timeout',
  /** Byte after byte, so slowly that it never ends and the line is never still. */
  'slow-drip',
  /** The connection breaks in the middle of an answer. */
  'truncated',
  /** The second page brings the first one again. */
  'duplicate-page',
  /** Each page is cut out of another order: some records come twice, others never. */
  'shuffled-pages',
  /** Records go while the pages are read: the total falls and others slip over the edge. */
  'shrinking',
  /** GB18030, said to be UTF-8. */
  'wrong-encoding',
  /** Every page is full, and there is always another one. */
  'endless',
  /** HTTP 200, and a code that says that it went wrong. */
  'business-error',
  /** Sends the caller to where a cloud keeps its machines' credentials. */
  'redirect-forbidden',
  'too-many-requests',
  /** An answer that is longer than anyone agreed to. */
  'oversize',
]);
export type ServiceFault = z.infer<typeof ServiceFault>;
