import { columnLetters } from '../../../kernel/column-letters.ts';
import { parseCellReference } from '../../xlsx/cells/cell-reference.ts';
import { XmlTags } from '../../xlsx/xml/xml-tags.ts';
import { isActiveFormula } from './active-formula.ts';
import { elementEnd, opened, textsOf, withAttribute } from './edit-xml.ts';

/** What is changed in a row. */
export type RowChanges = {
  /** Returns the cell's new style number; asked for every cell, and for `columns` without one (`null`). */
  readonly style: (column: number, own: number | null) => number | null;
  /** 0-based columns that get a cell if they have none, ascending. */
  readonly columns: readonly number[];
  /** Shared formulas whose first cell was changed into its value, by index. */
  readonly droppedShared: Set<string>;
  readonly onFormulaDropped: () => void;
};

type CellPiece = { readonly start: number; readonly tagEnd: number; readonly end: number; readonly column: number };

const formulaNames: ReadonlySet<string> = new Set(['f']);

/**
 * Rewrites `<row …>…</row>`: styles, missing cells, and formulas that reach outside, which become their last value.
 * Returns the row as it is where nothing changes.
 */
export function editRow(row: Buffer, number: number, part: string, changes: RowChanges): string {
  const { tags, tagEnd, isEmpty, prefix, rowTag } = readRowTag(row, part);
  const cells = isEmpty ? [] : listCells(row, tagEnd, part, tags);
  const lacking = changes.columns.filter((column) => !cells.some((cell) => cell.column === column));
  let out = lacking.length === 0 ? rowTag : withAttribute(rowTag, 'spans', null);
  if (isEmpty) {
    if (lacking.length === 0) return out;
    out = opened(out);
  }
  let copied = tagEnd;
  const addCells = (before: number) => {
    for (let column = lacking[0]; column !== undefined && column < before; column = lacking[0]) {
      lacking.shift();
      out += `<${prefix}c r="${columnLetters(column)}${number}" s="${changes.style(column, null) ?? 0}"/>`;
    }
  };
  for (const cell of cells) {
    out += row.utf8Slice(copied, cell.start);
    addCells(cell.column);
    out += editCell(row, cell, part, changes);
    copied = cell.end;
  }
  const closing = isEmpty ? row.length : row.lastIndexOf('</');
  out += row.utf8Slice(copied, closing);
  addCells(Number.POSITIVE_INFINITY);
  return out + (isEmpty ? `</${prefix}row>` : row.utf8Slice(closing, row.length));
}

function readRowTag(row: Buffer, part: string) {
  const tags = new XmlTags(part);
  const kind = tags.scan(row, 0, row.length);
  const rowTag = row.utf8Slice(0, tags.end);
  return {
    tags,
    tagEnd: tags.end,
    isEmpty: kind === 'empty',
    prefix: /^<([^\s/>:]+:)/.exec(rowTag)?.[1] ?? '',
    rowTag,
  };
}

function listCells(row: Buffer, from: number, part: string, tags: XmlTags): CellPiece[] {
  const cells: CellPiece[] = [];
  let last = -1;
  for (let at = from; ;) {
    const start = row.indexOf(0x3c, at);
    if (start < 0) return cells;
    const kind = tags.scan(row, start, row.length);
    if (kind === 'incomplete' || kind === 'close') return cells;
    at = tags.end;
    if (kind !== 'open' && kind !== 'empty') continue;
    const tagEnd = tags.end;
    const isCell = tags.is('c');
    const reference = isCell ? parseCellReference(tags.attribute('r') ?? '') : undefined;
    const end = kind === 'empty' ? tagEnd : elementEnd(row, tagEnd, part);
    if (end < 0) return cells;
    at = end;
    if (!isCell) continue;
    last = reference === undefined || reference.column < 0 ? last + 1 : reference.column;
    cells.push({ start, tagEnd, end, column: last });
  }
}

const styleAttribute = /\ss\s*=\s*["'](\d+)["']/;

function editCell(row: Buffer, cell: CellPiece, part: string, changes: RowChanges): string {
  let tag = row.utf8Slice(cell.start, cell.tagEnd);
  const own = Number(styleAttribute.exec(tag)?.[1] ?? 0);
  const style = changes.style(cell.column, own);
  if (style !== null && style !== own) tag = withAttribute(tag, 's', `${style}`);
  const content = row.utf8Slice(cell.tagEnd, cell.end);
  if (!content.includes('f')) return tag + content;
  const formula = dropFormula(content, part, changes);
  return formula === content ? tag + content : withAttribute(tag, 'cm', null) + formula;
}

/** Removes `<f>` and keeps `<v>`. */
function dropFormula(content: string, part: string, changes: RowChanges): string {
  const found = /<((?:[^\s/>:]+:)?f)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^"'>])*)>/.exec(content);
  if (found === null) return content;
  const [open, name = 'f', attributes = ''] = found;
  const end = open.endsWith('/>') ? found.index + open.length : content.indexOf(`</${name}`, found.index);
  const closing = open.endsWith('/>') ? end : content.indexOf('>', end) + 1;
  const element = content.slice(found.index, closing);
  const shared = /\st\s*=\s*["']shared["']/.test(attributes)
    ? (/\ssi\s*=\s*["'](\d+)["']/.exec(attributes)?.[1] ?? '')
    : null;
  const isActive = textsOf(element, part, formulaNames).some(isActiveFormula);
  if (!isActive && (shared === null || !changes.droppedShared.has(shared))) return content;
  if (shared !== null) changes.droppedShared.add(shared);
  changes.onFormulaDropped();
  return content.slice(0, found.index) + content.slice(closing);
}
