import { z } from 'zod';
import type { ReadOptions, SourcePage, SourceSession } from '../../../collection/sources/pull/source-session.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { JsonBytes } from '../../../kernel/json-bytes.ts';
import type { DatabaseConnection } from './connection.ts';
import { databaseFault } from './database-fault.ts';
import { presentColumns } from './present-columns.ts';
import { pageQuery, type QueriedTable } from './table-query.ts';

const Checkpoint = z.object({ since: z.string().optional(), until: z.string(), after: z.array(z.string()).nullable() });

/** Reads all rows, or those changed since the watermark minus the overlap. Throws a `SourceFault`. */
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

  const startRun = async (): Promise<z.infer<typeof Checkpoint>> => {
    const [row] = await connection.rows(
      boundsQuery(
        queried.system,
        readOptions.mode === 'full' ? undefined : readOptions.watermark,
        limits.overlapSeconds,
      ),
    );
    const [until, since] = row ?? [];
    return { until: until ?? '', ...definedOnly({ since: since ?? undefined }), after: null };
  };

  return {
    columns: queried.columns,
    page: (text): Promise<SourcePage> =>
      attempt(async () => {
        const checkpoint = text === null ? await startRun() : Checkpoint.parse(JSON.parse(text));
        const { since, until } = checkpoint;
        const full = readOptions.mode === 'full' || since === undefined;
        const rows = await connection.rows(
          pageQuery(queried, full ? { full } : { full, since, until }, checkpoint.after, limits.pageRows),
        );
        const last = rows.at(-1);
        const isLast = rows.length < limits.pageRows || last === undefined;
        const after =
          last === undefined
            ? checkpoint.after
            : [
                ...(full ? [] : [last[queried.columns.length + 1] ?? '']),
                ...queried.key.map((name) => last[queried.columns.indexOf(name)] ?? ''),
              ];
        return {
          bytes: encodeLines(header, rows),
          rows: rows.length,
          next: isLast ? null : JSON.stringify({ since, until, after }),
          ...(isLast ? { watermark: until } : {}),
        };
      }),
    close: connection.close,
  };
}

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

const estimatedRowBytes = 500;

function encodeLines(header: Uint8Array, rows: readonly (readonly (string | null)[])[]): Uint8Array<ArrayBuffer> {
  const lines = new JsonBytes(estimatedRowBytes * rows.length);
  lines.raw(header);
  for (const row of rows) lines.line(JSON.stringify(row));
  return lines.written;
}
