import { z } from 'zod';
import { FieldKey } from '../../catalogue/field.ts';
import { DatabaseSystem } from '../front-end-table.ts';

const DatabaseName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/);

/** What the times of an update column without a zone mean. */
export const UpdateTimeZone = z.enum(['Asia/Shanghai', 'UTC']);
export type UpdateTimeZone = z.infer<typeof UpdateTimeZone>;

/** Names default to those of the DDL for the front-end table (前置库). */
export const DatabaseDeclaration = z
  .object({
    channel: z.literal('database'),
    system: DatabaseSystem,
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** Applies to PostgreSQL only. */
    database: DatabaseName.optional(),
    schema: DatabaseName.optional(),
    table: DatabaseName.optional(),
    columns: z.record(FieldKey, DatabaseName).default({}),
    /** `off` sends passwords nearly in the clear; only for a protected line. */
    tls: z.enum(['verify', 'off']).default('verify'),
    /** The CA certificate (PEM) replaces the default ones. */
    ca: z.string().max(50_000).optional(),
    /** Reads again from before the watermark, for transactions that committed late. */
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(600),
    /**
     * Applies to an update column without a zone. Absent until it is declared or the test call finds it; until then
     * each run reads both meanings, which is 8 hours more.
     */
    updateTimeZone: UpdateTimeZone.optional(),
    pageRows: z.int().min(1).max(20_000).default(5_000),
    statementSeconds: z.int().min(1).max(300).default(60),
  })
  .strict();
export type DatabaseDeclaration = z.infer<typeof DatabaseDeclaration>;
