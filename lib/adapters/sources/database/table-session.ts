import { z } from 'zod';
import type { ReadOptions, SourcePage, SourceSession } from '../../../collection/sources/pull/source-session.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { JsonBytes } from '../../../kernel/json-bytes.ts';
import type { DatabaseConnection } from './connection.ts';
import { inspectTable } from './inspect-table.ts';
import { openPrepared } from './open-prepared.ts';
import { readWithinBudget } from './page-budget.ts';
import type { QueriedTable } from './queried-table.ts';
import { readPage } from './read-page.ts';
import { readableTable } from './readable-table.ts';
import { runWindowQuery, type RunWindowLimits } from './run-window.ts';

/** `until` and `since` are in the frame of the update column, the watermark is the database's clock. */
const Checkpoint = z.object({
  since: z.string().optional(),
  until: z.string(),
  /** Absent in the checkpoints of older versions: then it is `until`. */
  watermark: z.string().optional(),
  after: z.array(z.string()).nullable(),
});
type Checkpoint = z.infer<typeof Checkpoint>;

type Limits = RunWindowLimits & { readonly pageRows: number; readonly statementSeconds: number };

/**
 * Reads all rows, or those changed since the watermark minus the overlap. Throws a `SourceFault`, also for a column
 * that can't be read as text or a key without an exact order.
 */
export async function openTable(
  connect: () => Promise<DatabaseConnection>,
  given: QueriedTable,
  readOptions: ReadOptions,
  limits: Limits,
): Promise<SourceSession & { readonly columns: readonly string[] }> {
  const opened = await openPrepared(connect, (to) => readableTable(to, given), limits.statementSeconds);
  const { connection, prepared: table, attempt } = opened;
  const { queried } = table;
  const header = new TextEncoder().encode(
    `${JSON.stringify({ columns: [...queried.columns, 'op_flag', 'update_time'] })}\n`,
  );

  const startRun = async (): Promise<Checkpoint> => {
    const from = readOptions.mode === 'full' ? undefined : readOptions.watermark;
    const [row] = await connection.rows(runWindowQuery(queried, from, limits));
    const [watermark, until, since] = row ?? [];
    return {
      until: until ?? '',
      watermark: watermark ?? '',
      ...definedOnly({ since: since ?? undefined }),
      after: null,
    };
  };

  let { pageRows } = limits;
  return {
    columns: queried.columns,
    page: (text): Promise<SourcePage> =>
      attempt(async () => {
        const checkpoint = text === null ? await startRun() : Checkpoint.parse(JSON.parse(text));
        const { since, until } = checkpoint;
        const order =
          readOptions.mode === 'full' || since === undefined
            ? ({ full: true } as const)
            : ({ full: false, since, until } as const);
        const read = await readWithinBudget(pageRows, (count) =>
          readPage(connection, table, { order, after: checkpoint.after, pageRows: count }),
        );
        pageRows = read.rows;
        const { rows, after } = read.page;
        return {
          bytes: encodeLines(header, rows),
          rows: rows.length,
          next: after === null ? null : JSON.stringify({ ...checkpoint, after }),
          ...(after === null ? { watermark: checkpoint.watermark ?? until } : {}),
        };
      }),
    inspect: () => attempt(() => inspectTable(connection, table, limits)),
    close: connection.close,
  };
}

const estimatedRowBytes = 500;

function encodeLines(header: Uint8Array, rows: readonly (readonly (string | null)[])[]): Uint8Array<ArrayBuffer> {
  const lines = new JsonBytes(estimatedRowBytes * rows.length);
  lines.raw(header);
  for (const row of rows) lines.line(JSON.stringify(row));
  return lines.written;
}
