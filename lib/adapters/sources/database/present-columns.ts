import type { DatabaseConnection } from './connection.ts';
import { tableName, type QueriedTable, type Query } from './table-query.ts';

/** Leaves out optional columns that the table lacks. */
export async function presentColumns(
  connection: Pick<DatabaseConnection, 'rows'>,
  queried: QueriedTable,
): Promise<readonly string[]> {
  const { required } = queried;
  if (required === undefined) return queried.columns;
  const present = new Set((await connection.rows(columnsQuery(queried))).flatMap(([name]) => name ?? []));
  return queried.columns.filter(
    (column) => present.has(column) || required.includes(column) || queried.key.includes(column),
  );
}

function columnsQuery(queried: QueriedTable): Query {
  return queried.system === 'postgresql'
    ? {
        text:
          'SELECT attname::text FROM pg_attribute ' +
          'WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped',
        values: [tableName(queried)],
      }
    : {
        text: 'SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
        values: [queried.schema, queried.table],
      };
}
