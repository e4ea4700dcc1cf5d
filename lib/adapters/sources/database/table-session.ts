import { z } from 'zod';
import type { ReadOptions, SourcePage, SourceSession } from '../../../collection/sources/pull/source-session.ts';
import { JsonBytes } from '../../../kernel/json-bytes.ts';
import type { DatabaseConnection } from './connection.ts';
import { databaseFault } from './database-fault.ts';
import { presentColumns } from './present-columns.ts';
import { pageQuery, type QueriedTable } from './table-query.ts';

/** Where a run stands: the bounds that it began with, and the row that was read last. */
const Checkpoint = z.object({ since: z.string().optional(), until: z.string(), after: z.array(z.string()).nullable() });

/**
 * Reads a front-end table in pages. What it asks for, `order` says: everything by key, or what was changed between the last watermark, less the overlap,
 * and this run's beginning by the database's own clock. What is written while it reads has a later time, and comes with the next run.
 */
export async function openTable(
  connect: () => Promise<DatabaseConnection>,
  given: QueriedTable,
  readOptions: ReadOptions,
  limits: { readonly pageRows: number; readonly overlapSeconds: number; readonly statementSeconds: number },
): Promise<SourceSession & { readonly columns: readonly string[] }> {
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw databaseFault(error, limits.statementSeconds);
    }
  };
  const connection = await attempt(connect);
  const queried = { ...given, columns: await attempt(() => presentColumns(connection, given)) };
  const header = new TextEncoder().encode(
    `${JSON.stringify({ columns: [...queried.columns, 'op_flag', 'update_time'] })}\n`,
  );

  const begin = async (): Promise<z.infer<typeof Checkpoint>> => {
    const [row] = await connection.rows(
      boundsQuery(
        queried.system,
        readOptions.mode === 'full' ? undefined : readOptions.watermark,
        limits.overlapSeconds,
      ),
    );
    const [until, since] = row ?? [];
    return { until: until ?? '', ...(since === null || since === undefined ? {} : { since }), after: null };
  };

  return {
    columns: queried.columns,
    page: (text): Promise<SourcePage> =>
      attempt(async () => {
        const checkpoint = text === null ? await begin() : Checkpoint.parse(JSON.parse(text));
        const { since, until } = checkpoint;
        const full = readOptions.mode === 'full' || since === undefined;
        const rows = await connection.rows(
          pageQuery(queried, full ? { full } : { full, since, until }, checkpoint.after, limits.pageRows),
        );
        const last = rows.at(-1);
        const short = rows.length < limits.pageRows || last === undefined;
        const after =
          last === undefined
            ? checkpoint.after
            : [
                ...(full ? [] : [last[queried.columns.length + 1] ?? '']),
                ...queried.key.map((name) => last[queried.columns.indexOf(name)] ?? ''),
              ];
        return {
          bytes: linesOf(header, rows),
          rows: rows.length,
          next: short ? null : JSON.stringify({ since, until, after }),
          ...(short ? { watermark: until } : {}),
        };
      }),
    close: connection.close,
  };
}

/** The database's clock, and the watermark less the overlap. */
function boundsQuery(system: QueriedTable['system'], watermark: string | undefined, overlap: number) {
  if (system === 'postgresql')
    return watermark === undefined
      ? { text: 'SELECT clock_timestamp()::text, NULL::text', values: [] }
      : {
          text: `SELECT clock_timestamp()::text, ($1::timestamptz - interval '${overlap} seconds')::text`,
          values: [watermark],
        };
  return watermark === undefined
    ? { text: 'SELECT CAST(SYSDATE(6) AS CHAR), NULL', values: [] }
    : {
        text: `SELECT CAST(SYSDATE(6) AS CHAR), CAST(CAST(? AS DATETIME(6)) - INTERVAL ${overlap} SECOND AS CHAR)`,
        values: [watermark],
      };
}

/** Bytes to begin with; more come when a page needs them. */
const roomOfRow = 500;

function linesOf(header: Uint8Array, rows: readonly (readonly (string | null)[])[]): Uint8Array<ArrayBuffer> {
  const lines = new JsonBytes(roomOfRow * rows.length);
  lines.raw(header);
  for (const row of rows) lines.line(JSON.stringify(row));
  return lines.written;
}
