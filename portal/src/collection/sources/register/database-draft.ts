import { z } from 'zod';
import { DatabaseSystem } from '../../../../../schemas/collection/front-end-table.ts';
import { DatabaseDeclaration, UpdateTimeZone } from '../../../../../schemas/collection/sources/database-declaration.ts';
import { named, toNumber } from './draft-texts.ts';

/** What the inputs hold; numbers are texts until they are sent. */
export const DatabaseDraft = z.object({
  channel: z.literal('database'),
  system: DatabaseSystem,
  host: z.string(),
  port: z.string(),
  database: z.string(),
  schema: z.string(),
  table: z.string(),
  /** By field; an empty one is the field's own name. */
  columns: z.record(z.string(), z.string()),
  tls: z.enum(['verify', 'off']),
  ca: z.string(),
  overlapSeconds: z.string(),
  updateTimeZone: z.union([z.literal(''), UpdateTimeZone]),
  pageRows: z.string(),
  statementSeconds: z.string(),
});
export type DatabaseDraft = z.infer<typeof DatabaseDraft>;

/** The inputs for a declaration. */
export function fromDatabase(declaration: DatabaseDeclaration): DatabaseDraft {
  const { port, overlapSeconds, pageRows, statementSeconds } = declaration;
  return {
    ...declaration,
    port: `${port}`,
    database: declaration.database ?? '',
    schema: declaration.schema ?? '',
    table: declaration.table ?? '',
    ca: declaration.ca ?? '',
    updateTimeZone: declaration.updateTimeZone ?? '',
    overlapSeconds: `${overlapSeconds}`,
    pageRows: `${pageRows}`,
    statementSeconds: `${statementSeconds}`,
  };
}

/** An empty form, with the platform's defaults. */
export const emptyDatabase = (): DatabaseDraft => ({
  ...fromDatabase(DatabaseDeclaration.parse({ channel: 'database', system: 'postgresql', host: '-', port: 5432 })),
  host: '',
});

/** The declaration as it is sent; a database's name is PostgreSQL's alone. */
export function toDatabase(draft: DatabaseDraft): z.input<typeof DatabaseDeclaration> {
  const { channel, system, host, port, tls, columns } = draft;
  return {
    channel,
    system,
    host: host.trim(),
    port: toNumber(port),
    ...(system === 'postgresql' ? named('database', draft.database) : {}),
    ...named('schema', draft.schema),
    ...named('table', draft.table),
    columns: Object.fromEntries(
      Object.entries(columns).flatMap(([field, column]) => (column.trim() === '' ? [] : [[field, column.trim()]])),
    ),
    tls,
    ...(tls === 'verify' ? named('ca', draft.ca) : {}),
    overlapSeconds: toNumber(draft.overlapSeconds),
    ...(draft.updateTimeZone === '' ? {} : { updateTimeZone: draft.updateTimeZone }),
    pageRows: toNumber(draft.pageRows),
    statementSeconds: toNumber(draft.statementSeconds),
  };
}
