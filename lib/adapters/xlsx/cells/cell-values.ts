import type { Cell, ErrorCell } from '../../../kernel/sheet.ts';
import type { SharedStrings } from '../parts/shared-strings.ts';
import type { DateStyles } from '../parts/styles-part.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import { cellType, type CellType } from './cell-type.ts';
import { parseNumberCell } from './number-cell.ts';
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
  readonly #styles: DateStyles;
  readonly #toDate: ReturnType<typeof serialDateConverter>;
  readonly uncomputed: ErrorCell | null;

  constructor(strings: SharedStrings, styles: DateStyles, date1904: boolean, uncomputed: ErrorCell | null) {
    this.uncomputed = uncomputed;
    this.#strings = strings;
    this.#styles = styles;
    this.#toDate = serialDateConverter(date1904);
  }

  number(value: number, style: number): Cell {
    return this.#styles[style] === 1 ? (this.#toDate(value) ?? value) : value;
  }

  parseNumber(text: string, style: number): Cell {
    if (this.#styles[style] === 1 && text !== '') {
      const date = this.#toDate(Number(text));
      if (date !== undefined) return date;
    }
    return parseNumberCell(text);
  }

  /** `undefined`: no such string. An empty string is an empty cell. */
  shared(index: number): string | null | undefined {
    const text = this.#strings.at(index);
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
