import { quoted, type QueriedTable } from './queried-table.ts';
import type { SqlTypeKind, TableColumn } from './sql-type-kind.ts';

type Typed = Pick<QueriedTable, 'system' | 'types'>;

/** Reads a column in the form from which its exact text follows: MySQL shows a FLOAT with 6 digits only. */
export function selectExpression({ system, types }: Typed, column: string): string {
  const name = quoted(system, column);
  const kind = types?.get(column)?.kind;
  if (system === 'postgresql') return kind === 'money' ? `${name}::numeric` : name;
  if (kind === 'float32') return `${name} + 0e0`;
  return kind === 'bits' ? `${name} + 0` : name;
}

/** Orders by what `boundExpression` is compared with: MySQL orders an ENUM by number, but compares its text. */
export function orderExpression({ system, types }: Typed, column: string): string {
  const name = quoted(system, column);
  const kind = types?.get(column)?.kind;
  if (system === 'postgresql') return name;
  if (kind === 'enum') return `CAST(${name} AS BINARY)`;
  return kind === 'bits' ? `(${name} + 0)` : name;
}

/** A bound text in the column's own type: as a text, MySQL compares long numbers by their nearest floats. */
export function boundExpression({ system, types }: Typed, column: string, placeholder: string): string {
  const found = types?.get(column);
  if (system === 'mysql') return mysqlBound(found, placeholder);
  if (column !== 'update_time') return placeholder;
  return `${placeholder}::${postgresTimeTypes.get(found?.kind) ?? 'timestamptz'}`;
}

const postgresTimeTypes = new Map<SqlTypeKind | undefined, string>([
  ['day', 'date'],
  ['moment', 'timestamp'],
]);

function mysqlBound(column: TableColumn | undefined, placeholder: string): string {
  switch (column?.kind) {
    case 'enum':
      return `CAST(${placeholder} AS BINARY)`;
    case 'text':
      return inCharacterSet(column, placeholder);
    case 'day':
      return `CAST(${placeholder} AS DATE)`;
    case 'bits':
      return `CAST(${placeholder} AS UNSIGNED)`;
    case 'number':
      return `CAST(${placeholder} AS ${castType(column.type)})`;
    default:
      return placeholder;
  }
}

/** MariaDB compares lists of rows by bytes, and connections speak utf8mb4. */
function inCharacterSet({ characterSet = 'utf8mb4', collation }: TableColumn, placeholder: string): string {
  if (characterSet === 'utf8mb4' || collation === null) return placeholder;
  return `CONVERT(${placeholder} USING ${characterSet}) COLLATE ${collation}`;
}

/** `bigint(20) unsigned` → UNSIGNED, `decimal(18,2)` → DECIMAL(18,2). */
function castType(type: string): string {
  const decimal = /^decimal\(\d+,\d+\)/.exec(type)?.[0];
  if (decimal !== undefined) return decimal.toUpperCase();
  return type.includes('unsigned') || type.startsWith('year') ? 'UNSIGNED' : 'SIGNED';
}
