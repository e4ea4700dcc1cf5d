import type { AcknowledgedRow, RejectedEntry } from '../../../collection/sources/ports.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { boundExpression, orderExpression } from './column-expressions.ts';
import { quoted, tableName, type QueriedTable } from './queried-table.ts';
import type { TableColumn } from './sql-type-kind.ts';

export type AcknowledgedTable = QueriedTable & {
  readonly rejectedTable: string;
  /** Named by the generated DDL, not by the department. */
  readonly rejectedKey: readonly string[];
  readonly rejectedTypes?: QueriedTable['types'];
  /** False: several rows may have a key that the database takes for the same. */
  readonly isKeyUnique: boolean;
};

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
type Keyed = { readonly key: readonly string[] };

export type AcknowledgementStatements = {
  readonly anyEntry: { readonly text: string; readonly values: readonly string[] };
  /** Skips rows changed since they were read, and those that bear the mark already. */
  readonly markRows: (rows: readonly AcknowledgedRow[]) => readonly Statement[];
  /** Counts those of different rows that the table has as they were read. */
  readonly countRows: (rows: readonly AcknowledgedRow[]) => Statement;
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

type SystemStatements = Pick<AcknowledgementStatements, 'markRows' | 'countRows' | 'deleteEntries'>;

/** One array per column makes a batch of any size the same statement. */
function postgresql(table: AcknowledgedTable, rejectedName: string): SystemStatements {
  const { key, types, rejectedKey, rejectedTypes } = table;
  const name = (column: string) => quoted('postgresql', column);
  const keyArrays = key.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const keyNames = key.map((_, i) => `k${i}`).join(', ');
  const keyValues = (rows: readonly Keyed[]) => key.map((_, i) => rows.map((row) => row.key[i] ?? null));
  const status = "CASE WHEN v.reason IS NULL THEN '1' ELSE '2' END";
  const read = [
    ...key.map((column, i) => `t.${name(column)} = ${typedValue(types?.get(column), `v.k${i}`)}`),
    // citext and some collations take letters of either case for the same.
    ...key.flatMap((column, i) =>
      isText(types, column) ? [equalAsText(name(column), types?.get(column), `v.k${i}`)] : [],
    ),
    `t.update_time = v.changed::${types?.get('update_time')?.type ?? 'timestamptz'}`,
  ].join(' AND ');
  const updateTimes = (rows: readonly AcknowledgedRow[]) => rows.map(({ updateTime }) => updateTime);
  const markText = [
    `UPDATE ${tableName(table)} t`,
    `SET exchange_status = ${status}, exchange_time = clock_timestamp(), error_msg = v.reason`,
    `FROM unnest(${keyArrays}, $${key.length + 1}::text[], $${key.length + 2}::text[])`,
    `AS v(${keyNames}, changed, reason)`,
    `WHERE ${read} AND (t.exchange_status, t.error_msg) IS DISTINCT FROM (${status}, v.reason)`,
  ].join(' ');
  const countText = [
    `SELECT count(*)::text FROM unnest(${keyArrays}, $${key.length + 1}::text[]) AS v(${keyNames}, changed)`,
    `WHERE EXISTS (SELECT 1 FROM ${tableName(table)} t WHERE ${read})`,
  ].join(' ');
  const entries = rejectedKey.map(
    (column, i) => `r.${name(column)} = ${typedValue(rejectedTypes?.get(column), `v.k${i}`)}`,
  );
  const deleteText = [
    `DELETE FROM ${rejectedName} r USING unnest(${keyArrays}) AS v(${keyNames})`,
    `WHERE ${entries.join(' AND ')}`,
  ].join(' ');
  return {
    markRows: (rows) => [{ text: markText, values: [...keyValues(rows), updateTimes(rows), rows.map(readReason)] }],
    countRows: (rows) => ({ text: countText, values: [...keyValues(rows), updateTimes(rows)] }),
    deleteEntries: (rows) => ({ text: deleteText, values: keyValues(rows) }),
  };
}

/** Both pass through the column's type, which may leave out blanks at the end. */
function equalAsText(name: string, column: TableColumn | undefined, value: string): string {
  return `t.${name}::text COLLATE "C" = ${typedValue(column, value)}::text COLLATE "C"`;
}

/** Pages hold an instant in Shanghai time; everything else in the column's own text. */
function typedValue(column: TableColumn | undefined, value: string): string {
  if (column?.kind === 'instant') return `(${value}::timestamp AT TIME ZONE 'Asia/Shanghai')`;
  return `${value}::${column?.type ?? 'text'}`;
}

function mysql(table: AcknowledgedTable, rejectedName: string): SystemStatements {
  const { key, types, rejectedKey, isKeyUnique } = table;
  const name = (column: string) => quoted('mysql', column);
  const tuple = key.map((column) => mysqlValue(table, column)).join(', ');
  const exactTuple = [...key.map(exactValue(types)), '?'].join(', ');
  const exactNames = [...key.map(exactName(types)), 'update_time'].join(', ');
  const isRead = (count: number) => {
    const listed = (one: string) => Array.from({ length: count }, () => `(${one})`).join(', ');
    const byIndex = `(${[...key.map(name), 'update_time'].join(', ')}) IN (${listed(`${tuple}, ?`)})`;
    return isKeyUnique ? byIndex : `${byIndex} AND (${exactNames}) IN (${listed(exactTuple)})`;
  };
  const valuesOf = (rows: readonly AcknowledgedRow[]) => {
    const values = rows.flatMap((row) => [...row.key, row.updateTime]);
    return isKeyUnique ? values : [...values, ...values];
  };
  return {
    markRows: (rows) =>
      [...Map.groupBy(rows, readReason)].map(([reason, sameReason]) => {
        const status = reason === null ? '1' : '2';
        return {
          text: [
            `UPDATE ${tableName(table)} SET exchange_status = ?, exchange_time = CURRENT_TIMESTAMP(6), error_msg = ?`,
            `WHERE NOT (exchange_status = ? AND error_msg <=> ?) AND ${isRead(sameReason.length)}`,
          ].join(' '),
          values: [status, reason, status, reason, ...valuesOf(sameReason)],
        };
      }),
    countRows: (rows) => ({
      text: `SELECT COUNT(DISTINCT ${exactNames}) FROM ${tableName(table)} WHERE ${isRead(rows.length)}`,
      values: valuesOf(rows),
    }),
    deleteEntries: (rows) => ({
      text: [
        `DELETE FROM ${rejectedName} WHERE (${rejectedKey.map(name).join(', ')})`,
        `IN (${rows.map(() => `(${key.map(() => '?').join(', ')})`).join(', ')})`,
      ].join(' '),
      values: rows.flatMap((row) => row.key),
    }),
  };
}

type Types = QueriedTable['types'];

/** A session in UTC compares UTC; China's summer time of 1986 to 1991 is left to the next full read. */
function mysqlValue({ system, types }: Pick<QueriedTable, 'system' | 'types'>, column: string): string {
  if (types?.get(column)?.kind === 'instant') return 'CAST(? AS DATETIME(6)) - INTERVAL 8 HOUR';
  return boundExpression({ system, ...definedOnly({ types }) }, column, '?');
}

/** A collation may take letters of either case, width and blanks at the end for the same: bytes are not. */
const exactName = (types: Types) => (column: string) =>
  isText(types, column)
    ? `CAST(CONVERT(${quoted('mysql', column)} USING utf8mb4) AS BINARY)`
    : orderExpression({ system: 'mysql', ...definedOnly({ types }) }, column);

const exactValue = (types: Types) => (column: string) =>
  isText(types, column)
    ? 'CAST(CONVERT(? USING utf8mb4) AS BINARY)'
    : mysqlValue({ system: 'mysql', ...definedOnly({ types }) }, column);

function isText(types: Types, column: string): boolean {
  return types?.get(column)?.kind === 'text';
}

function readReason({ rejected }: AcknowledgedRow): string | null {
  return rejected === undefined ? null : truncate(rejected);
}

/** Cuts by code points, as database columns count. */
function truncate(text: string): string {
  return text.length <= maxReasonCharacters ? text : Array.from(text).slice(0, maxReasonCharacters).join('');
}
