import { SourceFault } from '../../../kernel/source-fault.ts';
import { cellDecoder, type DecodeCell } from './cell-decoders.ts';
import type { DatabaseConnection } from './connection.ts';
import type { QueriedTable } from './queried-table.ts';
import type { SqlTypeKind } from './sql-type-kind.ts';
import { isUnique, readTableLayout, type TableLayout } from './table-layout.ts';

export type ReadableTable = {
  /** With the columns that the table has, and their types. */
  readonly queried: QueriedTable;
  readonly layout: TableLayout;
  readonly isKeyUnique: boolean;
  /** Key columns in which a row may be empty. */
  readonly emptyKeys: readonly string[];
  /** By the position of the column. */
  readonly decoders: readonly (readonly [index: number, decode: DecodeCell])[];
};

const updateTimeKinds: ReadonlySet<SqlTypeKind> = new Set(['instant', 'moment', 'day']);

/**
 * Leaves out optional columns that the table lacks. Throws `column-not-text`, `key-not-exact` and `update-time-type`;
 * a missing table or column is left to the query, whose error says which.
 */
export async function readableTable(
  connection: Pick<DatabaseConnection, 'rows'>,
  given: QueriedTable,
): Promise<ReadableTable> {
  const layout = await readTableLayout(connection, given);
  const { required, key } = given;
  const columns =
    required === undefined
      ? given.columns
      : given.columns.filter((name) => layout.columns.has(name) || required.includes(name) || key.includes(name));
  for (const name of new Set([...columns, ...key])) requireReadable(layout, name, key.includes(name));
  const updateTime = layout.columns.get('update_time');
  if (updateTime !== undefined && !updateTimeKinds.has(updateTime.kind))
    throw new SourceFault('update-time-type', { column: 'update_time', type: updateTime.type });
  return {
    queried: { ...given, columns, types: layout.columns },
    layout,
    isKeyUnique: layout.columns.size === 0 || isUnique(layout, key),
    emptyKeys: key.filter((name) => layout.columns.get(name)?.isNullable === true),
    decoders: columns.flatMap((name, i) => {
      const decode = cellDecoder(layout.columns.get(name)?.kind);
      return decode === undefined ? [] : [[i, decode] as const];
    }),
  };
}

function requireReadable({ columns }: TableLayout, name: string, isKey: boolean): void {
  const column = columns.get(name);
  if (column === undefined) return;
  const { kind, type } = column;
  if (kind === 'unreadable') throw new SourceFault('column-not-text', { column: name, type });
  if (isKey && (kind === 'float32' || kind === 'float64' || kind === 'money'))
    throw new SourceFault('key-not-exact', { column: name, type });
}
