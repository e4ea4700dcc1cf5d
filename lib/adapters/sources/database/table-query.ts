import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';

/** Names are letters, digits and underscores, so quoting needs no escaping. */
export type QueriedTable = {
  readonly system: DatabaseSystem;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** When given, other columns outside the key may be absent. */
  readonly required?: readonly string[];
};

/** Update time and key of the last row, or its key alone in a full read. */
export type After = readonly string[];

export type Query = { readonly text: string; readonly values: readonly string[] };

/** Pages by keyset, since OFFSET makes later pages cost more. */
export function pageQuery(
  queried: QueriedTable,
  order: { readonly full: true } | { readonly full: false; readonly since: string; readonly until: string },
  after: After | null,
  rows: number,
): Query {
  const { system, columns, key } = queried;
  const name = (column: string) => quoted(system, column);
  const orderColumns = [...(order.full ? [] : ['update_time']), ...key];
  const values: string[] = [];
  const bind = (value: string, column: string): string => {
    values.push(value);
    const placeholder = system === 'postgresql' ? `$${values.length}` : '?';
    return column === 'update_time' && system === 'postgresql' ? `${placeholder}::timestamptz` : placeholder;
  };
  const conditions: string[] = [];
  if (after !== null)
    conditions.push(
      afterCondition(
        system,
        orderColumns.map((column, i) => [column, after[i] ?? '']),
        bind,
      ),
    );
  else if (!order.full) conditions.push(`${name('update_time')} >= ${bind(order.since, 'update_time')}`);
  if (!order.full) conditions.push(`${name('update_time')} <= ${bind(order.until, 'update_time')}`);
  const selected = [...columns, 'op_flag', 'update_time'].map(name).join(', ');
  const orderBy = orderColumns.map(name).join(', ');
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    text: `SELECT ${selected} FROM ${tableName(queried)}${where} ORDER BY ${orderBy} LIMIT ${rows}`,
    values,
  };
}

type Bound = readonly [column: string, value: string];

/** MySQL and MariaDB use their index only for a row comparison written out. */
function afterCondition(
  system: DatabaseSystem,
  bounds: readonly Bound[],
  bind: (value: string, column: string) => string,
): string {
  const name = (column: string) => quoted(system, column);
  if (system === 'postgresql') {
    const columns = bounds.map(([column]) => name(column)).join(', ');
    return `(${columns}) > (${bounds.map(([column, value]) => bind(value, column)).join(', ')})`;
  }
  const greater = ([[column, value] = ['', ''], ...rest]: readonly Bound[]): string => {
    const first = `${name(column)} > ${bind(value, column)}`;
    return rest.length === 0 ? first : `(${first} OR (${name(column)} = ${bind(value, column)} AND ${greater(rest)}))`;
  };
  const [[column, value] = ['', ''], ...rest] = bounds;
  return rest.length === 0 ? greater(bounds) : `${name(column)} >= ${bind(value, column)} AND ${greater(bounds)}`;
}

/** Quotes schema and table. */
export function tableName({ system, schema, table }: Pick<QueriedTable, 'system' | 'schema' | 'table'>): string {
  return `${quoted(system, schema)}.${quoted(system, table)}`;
}

/** Quotes an identifier without escaping it. */
export function quoted(system: DatabaseSystem, name: string): string {
  return system === 'postgresql' ? `"${name}"` : `\`${name}\``;
}
