import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';
import type { TableColumn } from './sql-type-kind.ts';

/** Names are letters, digits and underscores, so quoting needs no escaping. */
export type QueriedTable = {
  readonly system: DatabaseSystem;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** When given, other columns outside the key may be absent. */
  readonly required?: readonly string[];
  /** By name; a column that is not listed is read as the database writes it. */
  readonly types?: ReadonlyMap<string, TableColumn>;
};

export type Query = { readonly text: string; readonly values: readonly unknown[] };

/** Quotes schema and table. */
export function tableName({ system, schema, table }: Pick<QueriedTable, 'system' | 'schema' | 'table'>): string {
  return `${quoted(system, schema)}.${quoted(system, table)}`;
}

/** Quotes an identifier without escaping it. */
export function quoted(system: DatabaseSystem, name: string): string {
  return system === 'postgresql' ? `"${name}"` : `\`${name}\``;
}
