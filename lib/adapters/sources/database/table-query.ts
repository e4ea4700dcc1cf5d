import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';

/** A front-end table as it is asked: names are checked by the schemas to be letters, digits and underscores. */
export type QueriedTable = {
  readonly system: DatabaseSystem;
  readonly schema: string;
  readonly table: string;
  /** Of the catalogue's fields, in their order. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Where this is said, columns that are neither here nor in the key may be missing, and are then left out. */
  readonly required?: readonly string[];
};

/** Where a page begins: after this update time and key, or after this key alone where everything is read. Texts as the database wrote them. */
export type After = readonly string[];

export type Query = { readonly text: string; readonly values: readonly string[] };

/**
 * The next page of a table by keyset (no OFFSET: a page costs the same wherever it lies). An increment goes by `(update_time, key)` from `since` to `until`,
 * everything goes by the key alone.
 */
export function pageQuery(
  queried: QueriedTable,
  order: { readonly full: true } | { readonly full: false; readonly since: string; readonly until: string },
  after: After | null,
  rows: number,
): Query {
  const { system, columns, key } = queried;
  const name = (column: string) => quoted(system, column);
  const by = [...(order.full ? [] : ['update_time']), ...key];
  const values: string[] = [];
  const blank = (value: string, column: string): string => {
    values.push(value);
    const placeholder = system === 'postgresql' ? `$${values.length}` : '?';
    return column === 'update_time' && system === 'postgresql' ? `${placeholder}::timestamptz` : placeholder;
  };
  const conditions: string[] = [];
  if (after !== null) conditions.push(beyond(system, by, after, blank, name));
  else if (!order.full) conditions.push(`${name('update_time')} >= ${blank(order.since, 'update_time')}`);
  if (!order.full) conditions.push(`${name('update_time')} <= ${blank(order.until, 'update_time')}`);
  const selected = [...columns, 'op_flag', 'update_time'].map(name).join(', ');
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    text: `SELECT ${selected} FROM ${tableName(queried)}${where} ORDER BY ${by.map(name).join(', ')} LIMIT ${rows}`,
    values,
  };
}

/** PostgreSQL follows its index through a comparison of rows; MySQL and MariaDB do so only through the same said step by step. */
function beyond(
  system: DatabaseSystem,
  by: readonly string[],
  after: After,
  blank: (value: string, column: string) => string,
  name: (column: string) => string,
): string {
  if (system === 'postgresql')
    return `(${by.map(name).join(', ')}) > (${by.map((column, i) => blank(after[i] ?? '', column)).join(', ')})`;
  const [first = '', ...rest] = by;
  const step = (columns: readonly string[], from: number): string => {
    const [column = '', ...more] = columns;
    const greater = `${name(column)} > ${blank(after[from] ?? '', column)}`;
    return more.length === 0
      ? greater
      : `(${greater} OR (${name(column)} = ${blank(after[from] ?? '', column)} AND ${step(more, from + 1)}))`;
  };
  return rest.length === 0 ? step(by, 0) : `${name(first)} >= ${blank(after[0] ?? '', first)} AND ${step(by, 0)}`;
}

export function tableName({ system, schema, table }: Pick<QueriedTable, 'system' | 'schema' | 'table'>): string {
  return `${quoted(system, schema)}.${quoted(system, table)}`;
}

export function quoted(system: DatabaseSystem, name: string): string {
  return system === 'postgresql' ? `"${name}"` : `\`${name}\``;
}
