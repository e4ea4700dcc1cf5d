import type { Field } from '../../../schemas/catalogue/field.ts';
import { formats } from '../../kernel/formats/index.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { anyOf } from '../../kernel/text/any-of.ts';
import {
  isDayAlone,
  isDrawnLine,
  isNoteLine,
  isPageNumber,
  isPlainTotal,
  isSample,
  isSignature,
  mayBeLayout,
  mayBeMark,
  readMark,
  type RowMark,
} from './row-words.ts';

/** Rows of a sheet that are no records. `heading`: a repeated header, title or line of units. */
export type NonDataKind = 'total' | 'note' | 'signature' | 'heading' | 'numbering';

export type SheetHeader = {
  /** 1-based. */
  readonly headerRow: number;
  /** 0-based, by field; -1 for none. */
  readonly columns: readonly number[];
  /** As written, by column. */
  readonly headings: readonly string[];
  /** Texts above the header, as written: a printed page repeats them. */
  readonly above: ReadonlySet<string>;
};

/**
 * Tells records from what people write around them, by words and by structure. Rows must ascend.
 *
 *   合计 |      | 512.5 |          total        the other cells are numbers, or the row is mostly empty
 *   注：本表截至 2020 年底。 |       note         and its further lines
 *   填表人：王芳 | | 审核人：李强     signature
 *   姓名 | 金额 | …                 heading      as in the header
 *   1 | 2 | 3                      numbering    right below a header
 *
 * A row with every required cell and half of the other texts filled is a record, whatever its words are.
 */
export class RowKinds {
  readonly #header: SheetHeader;
  readonly #required: readonly number[];
  /** Columns of texts: a total has none in them. */
  readonly #texts: readonly number[];
  /** Columns that hold no days. */
  readonly #names: readonly number[];
  readonly #present: readonly number[];
  #isFresh = true;
  #lastRow: number;
  #last: NonDataKind | null = null;

  constructor(header: SheetHeader, fields: readonly Field[]) {
    this.#header = header;
    const columnsOf = (wanted: (field: Field) => boolean) =>
      fields.flatMap((field, i) => {
        const column = header.columns[i] ?? -1;
        return column >= 0 && wanted(field) ? [column] : [];
      });
    this.#required = columnsOf(({ required }) => required);
    this.#texts = columnsOf(({ format }) => formats[format].excel !== 'number');
    this.#names = columnsOf(({ format }) => format === 'text' || format === 'person-name');
    this.#present = columnsOf(() => true);
    this.#lastRow = header.headerRow;
  }

  /** `null`: a record, or nothing in the dataset's columns (`isBlank`). Call it once for each row below the header. */
  kindOf(row: SheetRow, isBlank: boolean): NonDataKind | null {
    const kind = this.#findKind(row);
    if (kind === null && isBlank) return null;
    this.#isFresh = kind === 'heading' || (this.#isFresh && kind !== null);
    this.#last = kind;
    this.#lastRow = row.row;
    return kind;
  }

  /**
   * The same for a row of a table or page, which has no neighbours: `null` for a line of numbers, which is a record
   * there. A note or any text with a colon stands alone; programs write other fields beside it.
   */
  kindInTable(cells: readonly Cell[]): NonDataKind | null {
    const at = this.#findText(cells);
    const first = cells[at];
    if (typeof first !== 'string') return null;
    if (this.#repeatsHeader(cells, at)) return 'heading';
    const mark = mayBeMark(first) ? readMark(first) : null;
    if (mark === null) return null;
    if (mark === 'note' || mark === 'label') return countFilled(cells) === 1 ? 'note' : null;
    return this.#judge(mark, cells, { at, row: this.#lastRow });
  }

  /** Whether a row of a table repeats the names of its columns. */
  isHeadingInTable(cells: readonly Cell[]): boolean {
    return this.#repeatsHeader(cells, this.#findText(cells));
  }

  #findText(cells: readonly Cell[]): number {
    for (const column of this.#texts) if (!isBlank(cells[column])) return column;
    return -1;
  }

  #repeatsHeader(cells: readonly Cell[], at: number): boolean {
    const first = cells[at];
    return (
      typeof first === 'string' &&
      this.#mayBeHeading(first, at) &&
      this.#isHeading(cells) &&
      countFilled(cells) >= this.#fewestHeadings
    );
  }

  /** One field may hold its own name. */
  get #fewestHeadings(): number {
    return Math.min(2, this.#present.length);
  }

  #findKind({ row, cells }: SheetRow): NonDataKind | null {
    if (this.#isFresh && this.#isNumbering(cells)) return 'numbering';
    const at = findFirst(cells, this.#present);
    const first = cells[at];
    if (typeof first !== 'string') return null;
    if (this.#mayBeHeading(first, at) && this.#isHeading(cells)) return 'heading';
    if (!this.#present.includes(at) && isSample(first)) return 'note';
    const mark = mayBeMark(first) ? readMark(first) : null;
    if (mark !== null) return this.#judge(mark, cells, { at, row });
    return mayBeLayout(first) && isLayout(first, cells) ? 'note' : this.#kindAlone(first, cells, at);
  }

  /** What a text without a mark is where nothing else stands in its row. */
  #kindAlone(first: string, cells: readonly Cell[], at: number): NonDataKind | null {
    const kind = this.#last === 'note' && isNoteLine(first) ? 'note' : null;
    const isSigned = isDayAlone(first) && this.#names.includes(at);
    if (kind === null && !isSigned) return null;
    return countFilled(cells) === 1 ? (kind ?? 'signature') : null;
  }

  #judge(mark: RowMark, cells: readonly Cell[], { at, row }: { at: number; row: number }): NonDataKind | null {
    const first = cells[at];
    const text = typeof first === 'string' ? first : '';
    const countsNumbers = mark !== 'total' || !isPlainTotal(text);
    const filled = (column: number) => column === at || isValue(cells[column] ?? null, countsNumbers);
    const hasRequired = this.#required.every(filled);
    const others = this.#texts.filter((column) => column !== at);
    const filledOthers = others.filter(filled).length;
    const isSigned = mark === 'signature' && isSignature(text);
    const isFull = isSigned
      ? others.length > 2 && filledOthers === others.length
      : filledOthers > 0 && filledOthers * 2 >= others.length;
    if (hasRequired && isFull) return null;
    if (mark !== 'label') return mark;
    // Any short text with a colon: more must speak for it.
    const isApart = row > this.#lastRow + 1 || this.#last !== null;
    return !hasRequired || (isApart && filledOthers === 0 && others.length > 0) ? 'note' : null;
  }

  #mayBeHeading(first: string, at: number): boolean {
    const heading = this.#header.headings[at] ?? '';
    if (first.charCodeAt(0) === heading.charCodeAt(0) && compact(first) === compact(heading)) return true;
    return this.#header.above.has(first) || (this.#isFresh && isUnit(first));
  }

  /** All filled cells repeat the header, the lines above it, or are units. */
  #isHeading(cells: readonly Cell[]): boolean {
    let repeated = 0;
    for (const [column, cell] of cells.entries()) {
      if (isBlank(cell)) continue;
      if (typeof cell !== 'string') return false;
      const isRepeated =
        compact(cell) === compact(this.#header.headings[column] ?? '') || this.#header.above.has(cell) || isUnit(cell);
      if (!isRepeated) return false;
      repeated += 1;
    }
    return repeated > 0;
  }

  /** `1 | 2 | 3`, `(1) | (2)`, `A | B | C`, `甲 | 乙 | 1 | 2`: one for each column, counting on. */
  #isNumbering(cells: readonly Cell[]): boolean {
    let previous: Ordinal | null = null;
    let count = 0;
    for (const cell of cells) {
      if (isBlank(cell)) continue;
      const ordinal = readOrdinal(cell);
      if (ordinal === null) {
        if (count === 0 && typeof cell === 'string' && /^\s*(?:栏次|列次|序号|编号|[-—/])\s*$/u.test(cell)) continue;
        return false;
      }
      const follows =
        previous === null
          ? ordinal.value <= 2
          : (ordinal.kind === previous.kind && ordinal.value === previous.value + 1) ||
            (previous.kind === 'stem' && ordinal.kind === 'digit' && ordinal.value === 1);
      if (!follows) return false;
      previous = ordinal;
      count += 1;
    }
    return count >= Math.min(3, this.#present.length) && count * 2 >= this.#present.length;
  }
}

/** The first filled cell, but for a row counter in front of the dataset's columns. */
function findFirst(cells: readonly Cell[], present: readonly number[]): number {
  let counter = -1;
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] ?? null;
    if (isBlank(cell)) continue;
    if (counter >= 0 || present.includes(column) || (typeof cell === 'string' && !/^\s*\d+\s*$/u.test(cell)))
      return column;
    counter = column;
  }
  return counter;
}

/** A line drawn with signs, or a page number alone. */
function isLayout(first: string, cells: readonly Cell[]): boolean {
  if (isPageNumber(first)) return countFilled(cells) === 1;
  return isDrawnLine(first) && cells.every((cell) => isBlank(cell) || (typeof cell === 'string' && isDrawnLine(cell)));
}

function isBlank(cell: Cell | undefined): boolean {
  if (typeof cell !== 'string') return cell === undefined || cell === null;
  // Nearly every text begins with a letter, a digit or an ideograph.
  const first = cell.charCodeAt(0);
  return !((first > 0x20 && first < 0x7f) || (first >= 0x4e00 && first <= 0x9fff)) && !/[^\s\u200b\ufeff]/u.test(cell);
}

/** A dash, a count of the rows, or a further signature is none; nor is a number in a text column of a total. */
function isValue(cell: Cell, countsNumbers: boolean): boolean {
  if (typeof cell === 'number') return countsNumbers;
  if (typeof cell !== 'string') return cell !== null;
  if (isBlank(cell) || /^\s*[-—–/*]+\s*$/u.test(cell)) return false;
  if (!countsNumbers && /^\s*[¥￥]?[\d,.]+元?\s*$/u.test(cell)) return false;
  return !isSignature(cell) && readMark(cell) !== 'total';
}

function countFilled(cells: readonly Cell[]): number {
  return cells.filter((cell) => !isBlank(cell)).length;
}

function compact(text: string): string {
  return text.normalize('NFKC').replace(/[\s*★]+/gu, '');
}

const measures = anyOf(
  '元 人 户 人次 吨 亩 公顷 平方米 立方米 平方公里 公里 千米 米 厘米 公斤 千克 个 件 套 台 辆 家 所 张 份 次 天 日 月 年 岁 小时 度',
);
const signs = anyOf('㎡ m2 m² km cm kg % ％ ‰');
const units = new RegExp(`^\\s*[(（[【]?(?:单位[:：])?(?:[千百十]?[万亿]?${measures}|${signs})[)）\\]】]?\\s*$`, 'iu');

function isUnit(text: string): boolean {
  return text.length <= 12 && units.test(text);
}

type Ordinal = { readonly kind: 'digit' | 'letter' | 'stem'; readonly value: number };

const [circled, stems, hanDigits] = ['①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳', '甲乙丙丁戊己庚辛壬癸', '一二三四五六七八九十'];

function readOrdinalSign(sign: string): Ordinal | null {
  const digit = Math.max(circled.indexOf(sign), hanDigits.indexOf(sign));
  if (digit >= 0) return { kind: 'digit', value: digit + 1 };
  const stem = stems.indexOf(sign);
  return stem < 0 ? null : { kind: 'stem', value: stem + 1 };
}

function readOrdinal(cell: Cell | undefined): Ordinal | null {
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 0 ? { kind: 'digit', value: cell } : null;
  if (typeof cell !== 'string' || cell.length > 12) return null;
  const text = cell.trim();
  const sign = text.length === 1 ? readOrdinalSign(text) : null;
  if (sign !== null) return sign;
  const written = text.normalize('NFKC');
  const digits = /^[(第[]?(\d{1,3})(?:[)\].、]|列|栏)*$/u.exec(written)?.[1];
  if (digits !== undefined) return { kind: 'digit', value: Number(digits) };
  const letter = /^[(]?([A-Za-z])[)]?$/u.exec(written)?.[1];
  return letter === undefined ? null : { kind: 'letter', value: letter.toUpperCase().charCodeAt(0) - 0x40 };
}
