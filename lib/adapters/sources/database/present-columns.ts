import type { DatabaseConnection } from './connection.ts';
import { tableName, type QueriedTable, type Query } from './table-query.ts';

/**
 * Which of the asked columns are asked for: those that the table has, and those that it must have. The catalogue may have got an optional field since
 * the department made its table: the pull goes on without it. That a column is missing that must be there, or that none may be read, the first page says.
 */
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
        text: 'SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped',
        values: [tableName(queried)],
      }
    : {
        text: 'SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
        values: [queried.schema, queried.table],
      };
}
