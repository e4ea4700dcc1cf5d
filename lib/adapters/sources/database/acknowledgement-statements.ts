import type { ColumnType } from '../../../collection/front-end/describe-table.ts';
import type { AcknowledgedRow, RejectedEntry } from '../../../collection/sources/ports.ts';
import { quoted, tableName, type QueriedTable } from './table-query.ts';

export type AcknowledgedTable = QueriedTable & {
  readonly rejectedTable: string;
  /** Named by the generated DDL, not by the department. */
  readonly rejectedKey: readonly string[];
  readonly keyKinds: readonly ColumnType[];
};

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
type Keyed = { readonly key: readonly string[] };

export type AcknowledgementStatements = {
  readonly anyEntry: { readonly text: string; readonly values: readonly string[] };
  /** Skips rows changed since they were read. */
  readonly markRows: (rows: readonly AcknowledgedRow[]) => readonly Statement[];
  readonly deleteEntries: (rows: readonly Keyed[]) => Statement;
  readonly deleteDelivery: (delivery: string) => Statement;
  readonly insertEntries: (delivery: string, entries: readonly RejectedEntry[]) => Statement;
};

const maxReasonCharacters = 1_000;

/** Generates the SQL for both systems. */
export function acknowledgementStatements(table: AcknowledgedTable): AcknowledgementStatements {
  const { system, schema, rejectedTable, rejectedKey } = table;
  const rejectedName = tableName({ system, schema, table: rejectedTable });
  return {
    anyEntry: { text: `SELECT 1 FROM ${rejectedName} LIMIT 1`, values: [] },
    deleteDelivery: (delivery) => ({
      text: `DELETE FROM ${rejectedName} WHERE delivery = ${system === 'postgresql' ? '$1' : '?'}`,
      values: [delivery],
    }),
    insertEntries: (delivery, entries) => {
      const keyColumns = rejectedKey.map((column) => quoted(system, column));
      const columns = [...keyColumns, 'delivery', 'code', 'column_name', 'detail'];
      let parameters = 0;
      const placeholder = () => (system === 'postgresql' ? `$${(parameters += 1)}` : '?');
      const tuples = entries.map(() => `(${columns.map(placeholder).join(', ')})`);
      return {
        text: `INSERT INTO ${rejectedName} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`,
        values: entries.flatMap(({ key, code, column, detail }) => [
          ...key,
          delivery,
          code.slice(0, 60),
          column,
          truncate(detail),
        ]),
      };
    },
    ...(system === 'postgresql' ? postgresql(table, rejectedName) : mysql(table, rejectedName)),
  };
}

type SystemStatements = Pick<AcknowledgementStatements, 'markRows' | 'deleteEntries'>;

/** One array per column makes a batch of any size the same statement. */
function postgresql(table: AcknowledgedTable, rejectedName: string): SystemStatements {
  const { key, rejectedKey, keyKinds } = table;
  const name = (column: string) => quoted('postgresql', column);
  const sqlTypes = { text: 'text', number: 'numeric', day: 'date', moment: 'timestamp' } as const;
  const keyArrays = keyKinds.map(({ kind }, i) => `$${i + 1}::${sqlTypes[kind]}[]`).join(', ');
  const keyNames = key.map((_, i) => `k${i}`).join(', ');
  const keyValues = (rows: readonly Keyed[]) => key.map((_, i) => rows.map((row) => row.key[i] ?? null));
  const status = "CASE WHEN v.reason IS NULL THEN '1' ELSE '2' END";
  const markText = [
    `UPDATE ${tableName(table)} t`,
    `SET exchange_status = ${status}, exchange_time = clock_timestamp(), error_msg = v.reason`,
    `FROM unnest(${keyArrays}, $${key.length + 1}::timestamptz[], $${key.length + 2}::text[])`,
    `AS v(${keyNames}, changed, reason)`,
    `WHERE ${key.map((column, i) => `t.${name(column)} = v.k${i}`).join(' AND ')} AND t.update_time = v.changed`,
    `AND (t.exchange_status, t.error_msg) IS DISTINCT FROM (${status}, v.reason)`,
  ].join(' ');
  const deleteText = [
    `DELETE FROM ${rejectedName} r USING unnest(${keyArrays}) AS v(${keyNames})`,
    `WHERE ${rejectedKey.map((column, i) => `r.${name(column)} = v.k${i}`).join(' AND ')}`,
  ].join(' ');
  return {
    markRows: (rows) => {
      const updateTimes = rows.map(({ updateTime }) => updateTime);
      return [{ text: markText, values: [...keyValues(rows), updateTimes, rows.map(readReason)] }];
    },
    deleteEntries: (rows) => ({ text: deleteText, values: keyValues(rows) }),
  };
}

function mysql(table: AcknowledgedTable, rejectedName: string): SystemStatements {
  const { key, rejectedKey } = table;
  const name = (column: string) => quoted('mysql', column);
  const keyPlaceholders = key.map(() => '?').join(', ');
  return {
    markRows: (rows) =>
      [...Map.groupBy(rows, readReason)].map(([reason, sameReason]) => {
        const status = reason === null ? '1' : '2';
        return {
          text: [
            `UPDATE ${tableName(table)} SET exchange_status = ?, exchange_time = CURRENT_TIMESTAMP(6), error_msg = ?`,
            'WHERE NOT (exchange_status = ? AND error_msg <=> ?)',
            `AND (${[...key.map(name), 'update_time'].join(', ')})`,
            `IN (${sameReason.map(() => `(${keyPlaceholders}, ?)`).join(', ')})`,
          ].join(' '),
          values: [status, reason, status, reason, ...sameReason.flatMap((row) => [...row.key, row.updateTime])],
        };
      }),
    deleteEntries: (rows) => ({
      text: [
        `DELETE FROM ${rejectedName} WHERE (${rejectedKey.map(name).join(', ')})`,
        `IN (${rows.map(() => `(${keyPlaceholders})`).join(', ')})`,
      ].join(' '),
      values: rows.flatMap((row) => row.key),
    }),
  };
}

function readReason({ rejected }: AcknowledgedRow): string | null {
  return rejected === undefined ? null : truncate(rejected);
}

/** Cuts by code points, as database columns count. */
function truncate(text: string): string {
  return text.length <= maxReasonCharacters ? text : Array.from(text).slice(0, maxReasonCharacters).join('');
}
