import { SourceFault } from '../../../kernel/source-fault.ts';
import type { DatabaseConnection } from './connection.ts';
import type { ReadableTable } from './readable-table.ts';
import { emptyKeyQuery, pageEndQuery, pageQuery, type After, type PageOrder } from './table-query.ts';

type Row = readonly (string | null)[];
type Connection = Pick<DatabaseConnection, 'rows'>;
type Place = { readonly order: PageOrder; readonly after: After | null; readonly pageRows: number };
/** `after` is the place of the page's last row, `null` after the last page. */
type Page = { readonly rows: readonly Row[]; readonly after: After | null };

/** Rows beyond a page's size: those of one place, and those without a key. */
const maxExtraRows = 20_000;

/**
 * Reads the rows behind `after`. Where several rows may have one key, the page ends behind all of them: a border
 * between them would skip the rest. Rows with an empty key come with the last page, to be rejected by name.
 */
export async function readPage(connection: Connection, table: ReadableTable, place: Place): Promise<Page> {
  const page = table.isKeyUnique
    ? await readUniqueKeys(connection, table, place)
    : await readWithEqualKeys(connection, table, place);
  const rows =
    page.after === null && table.emptyKeys.length > 0
      ? [...page.rows, ...(await readEmptyKeys(connection, table, place))]
      : page.rows;
  return { rows: table.decoders.length === 0 ? rows : rows.map((row) => decodeRow(table, row)), after: page.after };
}

async function readUniqueKeys(connection: Connection, table: ReadableTable, place: Place): Promise<Page> {
  const { order, after, pageRows } = place;
  const { queried, emptyKeys } = table;
  const rows = await connection.rows(pageQuery(queried, order, { after, emptyKeys, maxRows: pageRows }));
  const last = rows.at(-1);
  if (rows.length < pageRows || last === undefined) return { rows, after: null };
  const updateTime = order.full ? [] : [last[queried.columns.length + 1] ?? ''];
  return { rows, after: [...updateTime, ...queried.key.map((name) => last[queried.columns.indexOf(name)] ?? '')] };
}

async function readWithEqualKeys(connection: Connection, table: ReadableTable, place: Place): Promise<Page> {
  const { order, after, pageRows } = place;
  const { queried, emptyKeys } = table;
  const [end] = await connection.rows(pageEndQuery(queried, order, { after, emptyKeys, maxRows: pageRows }));
  const upTo = end?.map((value) => value ?? '');
  const maxRows = pageRows + maxExtraRows;
  const bounds = { after, emptyKeys, maxRows, ...(upTo === undefined ? {} : { upTo }) };
  const rows = await connection.rows(pageQuery(queried, order, bounds));
  if (rows.length === maxRows) throw new SourceFault('key-repeated', { limit: maxExtraRows });
  return { rows, after: upTo ?? null };
}

async function readEmptyKeys(connection: Connection, table: ReadableTable, { order }: Place): Promise<readonly Row[]> {
  const { queried, emptyKeys } = table;
  const rows = await connection.rows(emptyKeyQuery(queried, order, { emptyKeys, maxRows: maxExtraRows }));
  if (rows.length === maxExtraRows)
    throw new SourceFault('key-empty', { column: emptyKeys.join('、'), limit: maxExtraRows });
  return rows;
}

function decodeRow({ decoders }: ReadableTable, row: Row): Row {
  const decoded = [...row];
  for (const [i, decode] of decoders) {
    const text = row[i];
    if (text !== null && text !== undefined) decoded[i] = decode(text);
  }
  return decoded;
}
