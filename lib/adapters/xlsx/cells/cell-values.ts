import type { Cell, ErrorCell } from '../../../kernel/sheet.ts';
import type { SharedStrings } from '../parts/shared-strings.ts';
import type { DateStyles } from '../parts/styles-part.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import { cellType, type CellType } from './cell-type.ts';
import { numberCell } from './number-cell.ts';
import { isoDate, serialDates } from './serial-date.ts';

/** Turns what a cell says into what it holds, by its type and its number format. */
export class CellValues {
  readonly #strings: SharedStrings;
  readonly #styles: DateStyles;
  readonly #dateOf: ReturnType<typeof serialDates>;
  /** What a formula is that the file has no result of. */
  readonly uncomputed: ErrorCell | null;

  constructor(strings: SharedStrings, styles: DateStyles, date1904: boolean, uncomputed: ErrorCell | null) {
    this.uncomputed = uncomputed;
    this.#strings = strings;
    this.#styles = styles;
    this.#dateOf = serialDates(date1904);
  }

  number(value: number, style: number): Cell {
    return this.#styles[style] === 1 ? (this.#dateOf(value) ?? value) : value;
  }

  writtenNumber(text: string, style: number): Cell {
    if (this.#styles[style] === 1 && text !== '') {
      const date = this.#dateOf(Number(text));
      if (date !== undefined) return date;
    }
    return numberCell(text);
  }

  /** `undefined`: the table has no such text. An empty text is an empty cell. */
  shared(index: number): string | null | undefined {
    const text = this.#strings.at(index);
    return text === '' ? null : text;
  }

  /**
   * From the texts of `v` and `is`, by the book. `undefined`: the file contradicts itself.
   * The text `""` is a formula's result like any other; no `v` at all, or an empty one that should be a number, is none.
   */
  written(
    type: CellType,
    style: number,
    value: string | undefined,
    rich: string | undefined,
    isFormula: boolean,
  ): Cell | undefined {
    const none = isFormula ? this.uncomputed : null;
    if (type === cellType.inline && rich !== undefined) return filled(unescapeXstring(rich));
    if (value === undefined) return rich === undefined ? none : filled(unescapeXstring(rich));
    const bare = value.trim();
    if (type === cellType.text || type === cellType.inline) return filled(unescapeXstring(value));
    if (bare === '') return none;
    switch (type) {
      case cellType.shared:
        return /^\d{1,10}$/.test(bare) ? this.shared(Number(bare)) : undefined;
      case cellType.boolean:
        return bare === '1' || bare === 'true' ? true : bare === '0' || bare === 'false' ? false : bare;
      case cellType.error:
        return { error: bare };
      case cellType.date:
        return isoDate(bare) ?? bare;
      case cellType.number:
        return this.writtenNumber(bare, style);
    }
  }
}

function filled(text: string): string | null {
  return text === '' ? null : text;
}
