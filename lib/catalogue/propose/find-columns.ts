import type { Cell, MergedRange, SheetRow } from '../../kernel/sheet.ts';
import { cellText } from './cell-text.ts';

export type HeadedColumn = {
  /** 0-based. */
  readonly column: number;
  /** On one line; groups above stand before it: 父亲 over 姓名 is 父亲姓名. '' when there is none. */
  readonly heading: string;
  /** One for each row below the header. */
  readonly cells: readonly Cell[];
};

export type HeadedSheet = { readonly columns: readonly HeadedColumn[]; readonly rows: number };

const headerSearchRows = 30;
/** Share of the most headings of a row, 0 to 1. */
const nearlyMost = 0.75;
/** Characters of a heading; longer texts are notes. */
const maxHeadingLength = 80;
/** A dataset has no more fields. */
const maxColumns = 200;

const sums = /^(?:合计|总计|小计|共计|累计)[:：]?$/u;

/**
 * Finds header and rows of a sheet: one of the topmost 30 rows by its headings, with the rows that are
 * merged with it. Leaves out rows of sums and notes. Returns `null` for a sheet without two rows.
 */
export function findColumns(rows: readonly SheetRow[], merges: readonly MergedRange[]): HeadedSheet | null {
  const header = findHeaderRow(rows, merges);
  if (header === undefined) return null;
  const [first, last] = headerBlock(header.row, merges);
  const block = rows.filter(({ row }) => row >= first && row <= last);
  const below = rows.filter(({ row }) => row > last);
  const width = Math.min(maxColumns, Math.max(0, ...[...block, ...below].map(({ cells }) => cells.length)));
  const headings = Array.from({ length: width }, (_, column) => joinHeading(column, block, merges));
  const data = below.filter(({ cells }) => isRecord(cells, headings.filter((heading) => heading !== '').length));
  return {
    rows: data.length,
    columns: headings.map((heading, column) => ({
      column,
      heading,
      cells: data.map(({ cells }) => cells[column] ?? null),
    })),
  };
}

/** The first row with nearly as many headings as the row with most: a row of data may have more words. */
function findHeaderRow(rows: readonly SheetRow[], merges: readonly MergedRange[]): SheetRow | undefined {
  const counted = rows.slice(0, headerSearchRows).map((row) => ({ row, count: countHeadings(row, merges) }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  return most === 0 ? undefined : counted.find(({ count }) => count >= most * nearlyMost)?.row;
}

/** A heading that is merged downwards counts in each of its rows. */
function countHeadings({ row, cells }: SheetRow, merges: readonly MergedRange[]): number {
  const fromAbove = merges.filter(({ firstRow, lastRow }) => firstRow < row && lastRow >= row).length;
  return cells.filter(isHeading).length + fromAbove;
}

function isHeading(cell: Cell): boolean {
  if (typeof cell !== 'string') return false;
  const text = cell.trim();
  return text !== '' && text.length <= maxHeadingLength && /\p{L}/u.test(text) && !/\d{3}/.test(text);
}

/** The rows that one header of several lines takes up, 1-based, ends included. */
function headerBlock(row: number, merges: readonly MergedRange[]): readonly [first: number, last: number] {
  const across = merges.filter(({ firstRow, lastRow }) => firstRow <= row && lastRow >= row);
  let first = Math.min(row, ...across.map(({ firstRow }) => firstRow));
  let last = Math.max(row, ...across.map(({ lastRow }) => lastRow));
  // 父亲 over 姓名 and 身份证号: the row of groups and the row below belong together.
  const isGroup = ({ firstRow, firstColumn, lastRow, lastColumn }: MergedRange, at: number): boolean =>
    firstRow <= at && lastRow === at && lastColumn > firstColumn;
  if (merges.some((merge) => isGroup(merge, last) && merge.firstRow >= first)) last += 1;
  const above = merges.filter((merge) => isGroup(merge, first - 1));
  // One range over the whole sheet is its title.
  if (above.length > 1 || (first < row && above.length > 0)) first -= 1;
  return [first, last];
}

function joinHeading(column: number, block: readonly SheetRow[], merges: readonly MergedRange[]): string {
  const parts = block.map(({ row, cells }) => {
    const own = cellText(cells[column] ?? null);
    if (own !== '') return own;
    const merge = merges.find(
      ({ firstRow, lastRow, firstColumn, lastColumn }) =>
        firstRow <= row && lastRow >= row && firstColumn <= column && lastColumn >= column,
    );
    const origin = block.find((one) => one.row === merge?.firstRow);
    return merge === undefined ? '' : cellText(origin?.cells[merge.firstColumn] ?? null);
  });
  return parts
    .map((part) => part.replace(/[\r\n\t]+/gu, '').trim())
    .filter((part, at, all) => part !== '' && all.indexOf(part) === at)
    .join('')
    .slice(0, maxHeadingLength);
}

/** A row of sums begins with that word; a note is alone in a wide row. */
function isRecord(cells: readonly Cell[], width: number): boolean {
  const filled = cells.map(cellText).filter((text) => text !== '');
  const [first, second] = filled;
  if (first === undefined || sums.test(first) || (second !== undefined && sums.test(second))) return false;
  return !(filled.length === 1 && width >= 4 && first.length > 6);
}
