import { z } from 'zod';
import { FieldKey } from '../../catalogue/field.ts';
import { DatabaseSystem } from '../front-end-table.ts';

/** A name in a database, as the scripts of front-end tables write them. */
const DatabaseName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/);

/** A table of a front-end database (前置库). Schema, table and columns are those of the platform's own script unless said otherwise. */
export const DatabaseDeclaration = z
  .object({
    channel: z.literal('database'),
    system: DatabaseSystem,
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** PostgreSQL has databases above schemas; in MySQL it is left out. */
    database: DatabaseName.optional(),
    schema: DatabaseName.optional(),
    table: DatabaseName.optional(),
    /** Columns that are not called by their field's key. */
    columns: z.record(FieldKey, DatabaseName).default({}),
    /** `off` is for a line that is protected otherwise; passwords then cross it in the clear or nearly so. */
    tls: z.enum(['verify', 'off']).default('verify'),
    /** A certificate authority of the department's own, PEM. */
    ca: z.string().max(50_000).optional(),
    /** An increment begins so long before the last one ended: transactions that committed late under an earlier time are found then. */
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(600),
    pageRows: z.int().min(1).max(20_000).default(5_000),
    /** After which the database gives a statement up. */
    statementSeconds: z.int().min(1).max(300).default(60),
  })
  .strict();
export type DatabaseDeclaration = z.infer<typeof DatabaseDeclaration>;
