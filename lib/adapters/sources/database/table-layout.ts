import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';
import type { DatabaseConnection } from './connection.ts';
import { tableName, type QueriedTable, type Query } from './queried-table.ts';
import { sqlTypeKind, type TableColumn } from './sql-type-kind.ts';

export type TableLayout = {
  /** By name; empty when there is no such table, or none that the account sees. */
  readonly columns: ReadonlyMap<string, TableColumn>;
  /** Columns of each unique index in which no row can be empty. A view has none. */
  readonly uniqueKeys: readonly (readonly string[])[];
};

type Named = Pick<QueriedTable, 'system' | 'schema' | 'table'>;

/** Reads columns and unique indexes from the database's catalogue. Throws the driver's errors. */
export async function readTableLayout(
  connection: Pick<DatabaseConnection, 'rows'>,
  table: Named,
): Promise<TableLayout> {
  const columns = new Map<string, TableColumn>();
  for (const [name, type, baseType, collation, nullable, characterSet] of await connection.rows(columnsQuery(table))) {
    if (name === null || name === undefined) continue;
    columns.set(name, {
      type: type ?? '',
      kind: sqlTypeKind(table.system, baseType ?? ''),
      collation: collation ?? null,
      isNullable: nullable !== 'NO',
      ...(typeof characterSet === 'string' ? { characterSet } : {}),
    });
  }
  const indexes = new Map<string, string[]>();
  for (const [index, name] of await connection.rows(uniqueIndexesQuery(table)))
    indexes.set(index ?? '', [...(indexes.get(index ?? '') ?? []), name ?? '']);
  const uniqueKeys = [...indexes.values()].filter((names) =>
    names.every((name) => columns.get(name)?.isNullable === false),
  );
  return { columns, uniqueKeys };
}

/** True when no two rows can have the same values in these columns. */
export function isUnique({ uniqueKeys }: TableLayout, columns: readonly string[]): boolean {
  return uniqueKeys.some((names) => names.every((name) => columns.includes(name)));
}

/** Arrays and composite types are marked by their class, a domain by the type at its base: domains nest. */
const postgresColumns = `SELECT a.attname::text, format_type(a.atttypid, a.atttypmod),
  CASE WHEN b.typcategory IN ('A', 'C') THEN 'structure' ELSE b.typname::text END,
  c.collname::text, CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE WHEN t.typtype <> 'd' THEN t.oid ELSE (
  WITH RECURSIVE base (type, next) AS (
    SELECT t.oid, t.typbasetype
    UNION ALL SELECT p.oid, p.typbasetype FROM base JOIN pg_type p ON p.oid = base.next
  ) SELECT type FROM base WHERE next = 0
) END
LEFT JOIN pg_collation c ON c.oid = a.attcollation
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`;

const mysqlColumns = `SELECT column_name, column_type, data_type, collation_name, is_nullable, character_set_name
FROM information_schema.columns WHERE table_schema = ? AND table_name = ?`;

function columnsQuery(table: Named): Query {
  return catalogueQuery(table, { postgresql: postgresColumns, mysql: mysqlColumns });
}

const postgresIndexes = `SELECT i.indexrelid::text, a.attname::text
FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate
  AND i.indpred IS NULL AND i.indexprs IS NULL`;

const mysqlIndexes = `SELECT index_name, column_name
FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND non_unique = 0`;

function uniqueIndexesQuery(table: Named): Query {
  return catalogueQuery(table, { postgresql: postgresIndexes, mysql: mysqlIndexes });
}

function catalogueQuery(table: Named, texts: Readonly<Record<DatabaseSystem, string>>): Query {
  const values = table.system === 'postgresql' ? [tableName(table)] : [table.schema, table.table];
  return { text: texts[table.system], values };
}
