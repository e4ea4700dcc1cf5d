import type { Cell, DatePart, ErrorCell } from '../../../kernel/sheet.ts';
import type { SharedStrings } from '../parts/shared-strings.ts';
import type { CellDisplays } from '../parts/styles-part.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import { cellType, type CellType } from './cell-type.ts';
import { parseNumberCell, toPercentText } from './number-cell.ts';
import { parseIsoDate, serialDateConverter } from './serial-date.ts';

/** `value` is the text of `v`, `rich` that of `is`. */
export type WrittenCell = {
  readonly type: CellType;
  readonly style: number;
  readonly value: string | undefined;
  readonly rich: string | undefined;
  readonly isFormula: boolean;
};

export class CellValues {
  readonly #strings: SharedStrings;
  readonly #displays: CellDisplays;
  /** Holds 1 by style number where the number is not plain. */
  readonly #isDisplayed: Uint8Array;
  readonly #toDate: ReturnType<typeof serialDateConverter>;
  readonly uncomputed: ErrorCell | null;
  /** What shared strings may still give. */
  #characters: number;

  constructor(
    strings: SharedStrings,
    displays: CellDisplays,
    date1904: boolean,
    limits: { readonly uncomputed: ErrorCell | null; readonly sharedTextCharacters: number },
  ) {
    this.uncomputed = limits.uncomputed;
    this.#characters = limits.sharedTextCharacters;
    this.#strings = strings;
    this.#displays = displays;
    this.#isDisplayed = Uint8Array.from(displays, ({ kind }) => Number(kind !== 'plain'));
    this.#toDate = serialDateConverter(date1904);
  }

  number(value: number, style: number): Cell {
    return this.#isDisplayed[style] === 1 ? (this.#display(value, style) ?? value) : value;
  }

  parseNumber(text: string, style: number): Cell {
    if (this.#isDisplayed[style] === 1 && text !== '') {
      const cell = this.#display(Number(text), style);
      if (cell !== null) return cell;
    }
    return parseNumberCell(text);
  }

  /** `null`: the cell shows the plain number. */
  #display(value: number, style: number): Cell {
    const display = this.#displays[style];
    if (display === undefined || !Number.isFinite(value)) return null;
    switch (display.kind) {
      case 'plain':
        return null;
      case 'date':
        return this.#toDateCell(value, display.lacks);
      case 'percent':
        return { percent: toPercentText(value) };
      case 'scaled':
        return value === 0 ? null : { scaled: value };
      case 'text': {
        const shown = display.show(value);
        return shown === null ? null : { value, shown };
      }
    }
  }

  /** A serial below 1 is a time, which has no year or day to lack. */
  #toDateCell(value: number, lacks: DatePart | null): Cell {
    const cell = this.#toDate(value) ?? null;
    return lacks === null || cell === null || value < 1 ? cell : { ...cell, lacks };
  }

  /** `undefined`: no such string. An empty string is an empty cell. Throws `WorkbookRefused` for too much text in all. */
  shared(index: number): string | null | undefined {
    const text = this.#strings.at(index);
    if (text === undefined) return undefined;
    this.#characters -= text.length;
    if (this.#characters < 0) throw new WorkbookRefused('inflates-too-far', { part: 'xl/sharedStrings.xml' });
    return text === '' ? null : text;
  }

  /** `undefined`: the cell contradicts its type. A formula without `v`, or with an empty one for a number, has no result. */
  parse({ type, style, value, rich, isFormula }: WrittenCell): Cell | undefined {
    const missing = isFormula ? this.uncomputed : null;
    if (type === cellType.inline && rich !== undefined) return toText(rich);
    if (value === undefined) return rich === undefined ? missing : toText(rich);
    if (type === cellType.text || type === cellType.inline) return toText(value);
    const bare = value.trim();
    return bare === '' ? missing : this.#parseBare(type, style, bare);
  }

  #parseBare(type: BareCellType, style: number, bare: string): Cell | undefined {
    switch (type) {
      case cellType.shared:
        return /^\d{1,10}$/.test(bare) ? this.shared(Number(bare)) : undefined;
      case cellType.boolean:
        return booleans.get(bare) ?? bare;
      case cellType.error:
        return { error: bare };
      case cellType.date:
        return parseIsoDate(bare) ?? bare;
      case cellType.number:
        return this.parseNumber(bare, style);
    }
  }
}

type BareCellType = Exclude<CellType, typeof cellType.text | typeof cellType.inline>;

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

function toText(written: string): string | null {
  const text = unescapeXstring(written);
  return text === '' ? null : text;
}
