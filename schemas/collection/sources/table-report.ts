import { z } from 'zod';

/** What the test call found out about a front-end table. Read tolerantly: older tests stay readable. */
export const TableReport = z.object({
  columns: z.array(z.object({ column: z.string(), type: z.string(), collation: z.string().optional() })),
  /** True when a primary key or unique index keeps two rows from having one key. */
  keyUnique: z.boolean(),
  /** The database's clock in UTC, as the database writes it. */
  clock: z.string(),
  /** Seconds between the database's clock and the platform's; negative when it is behind. */
  clockAheadSeconds: z.number(),
  /** The zone in which the database writes times unless a session sets another. */
  sessionZone: z.string(),
  /** `absolute`: the column has a zone; `unknown`: both meanings are read. */
  updateTimeZone: z.enum(['absolute', 'Asia/Shanghai', 'UTC', 'unknown']),
  remarks: z.array(z.object({ code: z.string(), detail: z.string() })),
});
export type TableReport = z.infer<typeof TableReport>;
