import { boundExpression, orderExpression, selectExpression } from './column-expressions.ts';
import { quoted, tableName, type QueriedTable, type Query } from './queried-table.ts';

/** Update time and key of the last row, or its key alone in a full read. */
export type After = readonly string[];

export type PageOrder =
  | { readonly full: true }
  | { readonly full: false; readonly since: string; readonly until: string };

export type PageBounds = {
  readonly after: After | null;
  /** Ends the page with all rows of this place, so that rows of one place share a page. */
  readonly upTo?: After;
  /** Also names the columns that may be empty: an empty cell has no place in the order. */
  readonly emptyKeys?: readonly string[];
  readonly maxRows: number;
};

/** Pages by keyset, since OFFSET makes later pages cost more. */
export function pageQuery(queried: QueriedTable, order: PageOrder, bounds: PageBounds): Query {
  const { where, values } = pageConditions(queried, order, bounds);
  const orderBy = orderColumns(queried, order).map((column) => orderExpression(queried, column));
  return {
    text: `${selectFrom(queried)}${where} ORDER BY ${orderBy.join(', ')} LIMIT ${bounds.maxRows}`,
    values,
  };
}

/** Finds the place of the page's last row, `maxRows` from its begin, where more rows may have the same place. */
export function pageEndQuery(queried: QueriedTable, order: PageOrder, bounds: PageBounds): Query {
  const { where, values } = pageConditions(queried, order, bounds);
  const columns = orderColumns(queried, order);
  const places = columns.map((column) => selectExpression(queried, column)).join(', ');
  const orderBy = columns.map((column) => orderExpression(queried, column)).join(', ');
  const text = `SELECT ${places} FROM ${tableName(queried)}${where} ORDER BY ${orderBy}`;
  return { text: `${text} LIMIT 1 OFFSET ${bounds.maxRows - 1}`, values };
}

/** Selects the rows that the keyset passes over: those with an empty key cell. */
export function emptyKeyQuery(
  queried: QueriedTable,
  order: PageOrder,
  { emptyKeys, maxRows }: { readonly emptyKeys: readonly string[]; readonly maxRows: number },
): Query {
  const values: string[] = [];
  const isEmpty = emptyKeys.map((column) => `${quoted(queried.system, column)} IS NULL`).join(' OR ');
  const conditions = [`(${isEmpty})`, ...windowOf(order).map((limit) => limitTime(queried, values, limit))];
  return { text: `${selectFrom(queried)} WHERE ${conditions.join(' AND ')} LIMIT ${maxRows}`, values };
}

function windowOf(order: PageOrder): readonly TimeLimit[] {
  if (order.full) return [];
  return [
    ['>=', order.since],
    ['<=', order.until],
  ];
}

function selectFrom(queried: QueriedTable): string {
  const selected = [...queried.columns, 'op_flag', 'update_time'].map((column) => selectExpression(queried, column));
  return `SELECT ${selected.join(', ')} FROM ${tableName(queried)}`;
}

function orderColumns({ key }: QueriedTable, { full }: PageOrder): readonly string[] {
  return [...(full ? [] : ['update_time']), ...key];
}

type TimeLimit = readonly [operator: '>=' | '<=', time: string];

function limitTime(queried: QueriedTable, values: string[], [operator, time]: TimeLimit): string {
  const name = quoted(queried.system, 'update_time');
  return `${name} ${operator} ${bindValue(queried, values, ['update_time', time])}`;
}

function pageConditions(queried: QueriedTable, order: PageOrder, { after, upTo, emptyKeys = [] }: PageBounds) {
  const values: string[] = [];
  const columns = orderColumns(queried, order);
  const placed = (place: After): readonly Bound[] => columns.map((column, i) => [column, place[i] ?? '']);
  const conditions = emptyKeys.map((column) => `${quoted(queried.system, column)} IS NOT NULL`);
  if (after !== null) conditions.push(compareRows(queried, values, { bounds: placed(after), operator: '>' }));
  else if (!order.full) conditions.push(limitTime(queried, values, ['>=', order.since]));
  if (upTo !== undefined) conditions.push(compareRows(queried, values, { bounds: placed(upTo), operator: '<=' }));
  else if (!order.full) conditions.push(limitTime(queried, values, ['<=', order.until]));
  return { where: conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`, values };
}

type Bound = readonly [column: string, value: string];

function bindValue(queried: QueriedTable, values: string[], [column, value]: Bound): string {
  values.push(value);
  return boundExpression(queried, column, queried.system === 'postgresql' ? `$${values.length}` : '?');
}

type Comparison = { readonly bounds: readonly Bound[]; readonly operator: '>' | '<=' };

/** MySQL and MariaDB use their index only for a row comparison written out. */
function compareRows(queried: QueriedTable, values: string[], { bounds, operator }: Comparison): string {
  const name = (column: string) => orderExpression(queried, column);
  const bind = (bound: Bound) => bindValue(queried, values, bound);
  if (queried.system === 'postgresql') {
    const columns = bounds.map(([column]) => name(column)).join(', ');
    return `(${columns}) ${operator} (${bounds.map(bind).join(', ')})`;
  }
  const strict = operator === '>' ? '>' : '<';
  const compare = ([[column, value] = ['', ''], ...rest]: readonly Bound[]): string => {
    if (rest.length === 0) return `${name(column)} ${operator} ${bind([column, value])}`;
    const first = `${name(column)} ${strict} ${bind([column, value])}`;
    return `(${first} OR (${name(column)} = ${bind([column, value])} AND ${compare(rest)}))`;
  };
  const [[column, value] = ['', ''], ...rest] = bounds;
  if (rest.length === 0) return compare(bounds);
  return `${name(column)} ${strict}= ${bind([column, value])} AND ${compare(bounds)}`;
}
