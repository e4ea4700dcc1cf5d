import type { ColumnType } from '../../../collection/front-end/describe-table.ts';
import type { AcknowledgedRow, AcknowledgementWriter, RejectedEntry } from '../../../collection/sources/ports.ts';
import type { DatabaseConnection } from './connection.ts';
import { databaseFault } from './database-fault.ts';
import { quoted, tableName, type QueriedTable } from './table-query.ts';

/** Rows written back in one statement. */
const rowBatchSize = 500;
/** What the column of the reason holds. */
const maxReasonCharacters = 1_000;

/** Writes back into a front-end table what became of its rows, through the platform's own account: the exchange columns and the table of rejected rows, nothing else. */
export async function openTableAcknowledgementWriter(
  connect: () => Promise<DatabaseConnection>,
  {
    rejectedTable,
    rejectedKey,
    keyKinds,
    statementSeconds,
    ...queried
  }: QueriedTable & {
    readonly rejectedTable: string;
    /** The key's columns there: the platform's own script names them, whatever the department calls its own. */ readonly rejectedKey: readonly string[];
    readonly keyKinds: readonly ColumnType[];
    readonly statementSeconds: number;
  },
): Promise<AcknowledgementWriter> {
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw databaseFault(error, statementSeconds);
    }
  };
  const connection = await attempt(connect);
  const { system, key } = queried;
  const at = tableName(queried);
  const rejectedAt = tableName({ system, schema: queried.schema, table: rejectedTable });
  const name = (column: string) => quoted(system, column);
  const types = keyKinds.map(
    ({ kind }) => ({ text: 'text', number: 'numeric', day: 'date', moment: 'timestamp' })[kind],
  );

  const inChunks = async <Item>(items: readonly Item[], work: (chunk: readonly Item[]) => Promise<unknown>) => {
    for (let from = 0; from < items.length; from += rowBatchSize) await work(items.slice(from, from + rowBatchSize));
  };
  const mark = async (rows: readonly AcknowledgedRow[]) => {
    if (system === 'postgresql') {
      const columns = key.map((_, i) => rows.map((row) => row.key[i] ?? null));
      const blanks = types.map((type, i) => `$${i + 1}::${type}[]`);
      await connection.run(
        `UPDATE ${at} t SET exchange_status = CASE WHEN v.reason IS NULL THEN '1' ELSE '2' END, exchange_time = clock_timestamp(), error_msg = v.reason
         FROM unnest(${blanks.join(', ')}, $${key.length + 1}::timestamptz[], $${key.length + 2}::text[]) AS v(${key.map((_, i) => `k${i}`).join(', ')}, changed, reason)
         WHERE ${key.map((column, i) => `t.${name(column)} = v.k${i}`).join(' AND ')} AND t.update_time = v.changed
           AND (t.exchange_status, t.error_msg) IS DISTINCT FROM (CASE WHEN v.reason IS NULL THEN '1' ELSE '2' END, v.reason)`,
        [
          ...columns,
          rows.map(({ updateTime }) => updateTime),
          rows.map(({ rejected }) => (rejected === undefined ? null : cut(rejected))),
        ],
      );
      return;
    }
    // One statement for each reason: rows are many, and what is wrong with them is mostly the same.
    for (const [reason, those] of Map.groupBy(rows, ({ rejected }) =>
      rejected === undefined ? null : cut(rejected),
    )) {
      const status = reason === null ? '1' : '2';
      await connection.run(
        `UPDATE ${at} SET exchange_status = ?, exchange_time = CURRENT_TIMESTAMP(6), error_msg = ? WHERE NOT (exchange_status = ? AND error_msg <=> ?) AND (${[...key.map(name), 'update_time'].join(', ')}) IN (${those.map(() => `(${key.map(() => '?').join(', ')}, ?)`).join(', ')})`,
        [status, reason, status, reason, ...those.flatMap((row) => [...row.key, row.updateTime])],
      );
    }
  };
  /** Entries about records of which a row has come since are out of date. */
  const tidy = async (rows: readonly { readonly key: readonly string[] }[]) => {
    if (rows.length === 0) return;
    if (system === 'postgresql') {
      await connection.run(
        `DELETE FROM ${rejectedAt} r USING unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')}) AS v(${key.map((_, i) => `k${i}`).join(', ')}) WHERE ${rejectedKey.map((column, i) => `r.${name(column)} = v.k${i}`).join(' AND ')}`,
        key.map((_, i) => rows.map((row) => row.key[i] ?? null)),
      );
      return;
    }
    await connection.run(
      `DELETE FROM ${rejectedAt} WHERE (${rejectedKey.map(name).join(', ')}) IN (${rows.map(() => `(${key.map(() => '?').join(', ')})`).join(', ')})`,
      rows.flatMap((row) => row.key),
    );
  };
  const insert = async (delivery: string, entries: readonly RejectedEntry[]) => {
    const columns = [...rejectedKey.map(name), 'delivery', 'code', 'column_name', 'detail'];
    let place = 0;
    const blank = () => (system === 'postgresql' ? `$${(place += 1)}` : '?');
    await connection.run(
      `INSERT INTO ${rejectedAt} (${columns.join(', ')}) VALUES ${entries.map(() => `(${columns.map(blank).join(', ')})`).join(', ')}`,
      entries.flatMap((entry) => [...entry.key, delivery, entry.code.slice(0, 60), entry.column, cut(entry.detail)]),
    );
  };
  let anyRejected: boolean | undefined;

  return {
    acknowledge: (rows) =>
      attempt(async () => {
        anyRejected ??= (await connection.rows({ text: `SELECT 1 FROM ${rejectedAt} LIMIT 1`, values: [] })).length > 0;
        await inChunks(rows, mark);
        if (anyRejected)
          await inChunks(
            rows.filter(({ rejected }) => rejected === undefined),
            tidy,
          );
      }),
    reject: (delivery, entries) =>
      attempt(() =>
        wholly(connection, async () => {
          await connection.run(`DELETE FROM ${rejectedAt} WHERE delivery = ${system === 'postgresql' ? '$1' : '?'}`, [
            delivery,
          ]);
          await inChunks(entries, tidy);
          await inChunks(entries, (chunk) => insert(delivery, chunk));
        }),
      ),
    close: connection.close,
  };
}

/** All of it or nothing: what a department was told before is not lost for want of the new. */
async function wholly(connection: DatabaseConnection, work: () => Promise<void>): Promise<void> {
  await connection.run('BEGIN');
  try {
    await work();
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Columns count characters, of which some are two units of a text here. */
function cut(text: string): string {
  return text.length <= maxReasonCharacters ? text : Array.from(text).slice(0, maxReasonCharacters).join('');
}
