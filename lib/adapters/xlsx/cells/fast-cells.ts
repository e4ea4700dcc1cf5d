import type { Cell } from '../../../kernel/sheet.ts';
import { unescapeXstring, decodeXmlText } from '../xml/xml-text.ts';
import { nonAscii, special, textEnd, byteClasses } from './byte-classes.ts';
import { cellType, type CellType } from './cell-type.ts';
import type { CellValues } from './cell-values.ts';
import { afterOpenT, closeT } from './fast-text.ts';
import type { RowCells } from './row-cells.ts';
import { TextCache } from './text-cache.ts';

const exactDigits = 15;
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

// Markup is compared as little-endian words.
const closeV = 0x3e762f3c; //  </v>
const closeC = 0x3e632f3c; //  </c>
const closeF = 0x3e662f3c; //  </f>
const openIs = 0x3e73693c; //  <is>
const closeIs = 0x73692f3c; // </is
const inli = 0x696c6e69; //    inli
const neSt = 0x7453656e; //    neSt

/**
 * Reads the shapes that Excel, WPS and most libraries write:
 *
 *   <c r="B3" s="1" t="s"><v>0</v></c>
 *   <c r="C3"><f>A3*2</f><v>12.5</v></c>
 *   <c r="D3" t="inlineStr"><is><t>王芳</t></is></c>
 *   <c r="E3" s="1"/>
 *
 * Looks ahead without a bounds check: the window ends in zero bytes, which match no shape.
 */
export class FastCells {
  readonly #values: CellValues;
  readonly #part: string;
  readonly #texts = new TextCache();
  #at = 0;

  constructor(values: CellValues, part: string) {
    this.#values = values;
    this.#part = part;
  }

  /** Returns the offset of the first thing that is no usual cell or is incomplete. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: every cell of a file passes here, byte by byte
  read(bytes: Buffer, words: DataView, from: number, row: RowCells): number {
    let start = from;
    while (bytes[start] === 0x3c && bytes[start + 1] === 0x63 /* <c */) {
      let at = start + 2;
      let column = row.column + 1;
      let style = 0;
      let type: CellType = cellType.number;
      while (bytes[at] === 0x20) {
        if (bytes[at + 2] !== 0x3d || bytes[at + 3] !== 0x22) return start;
        const name = bytes[at + 1];
        at += 4;
        let byte = bytes[at] ?? 0;
        if (name === 0x72 /* r */) {
          let letters = 0;
          for (; byte >= 0x41 && byte <= 0x5a; byte = bytes[++at] ?? 0) letters = letters * 26 + byte - 0x40;
          if (letters === 0 || !row.isNumbered) return start;
          while (byte >= 0x30 && byte <= 0x39) byte = bytes[++at] ?? 0;
          column = letters - 1;
        } else if (name === 0x73 /* s */) {
          for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0) style = style * 10 + byte - 0x30;
        } else if (name === 0x74 /* t */) {
          if (byte === 0x73 && bytes[at + 1] === 0x22) {
            type = cellType.shared; // s
            at += 1;
          } else if (byte === 0x73 && bytes[at + 1] === 0x74 && bytes[at + 2] === 0x72) {
            type = cellType.text; // str
            at += 3;
          } else if (
            words.getUint32(at, true) === inli &&
            words.getUint32(at + 4, true) === neSt &&
            bytes[at + 8] === 0x72
          ) {
            type = cellType.inline; // inlineStr
            at += 9;
          } else if (byte === 0x6e) at += 1; // n
          else return start;
        } else return start;
        if (bytes[at] !== 0x22) return start;
        at += 1;
      }
      if (bytes[at] === 0x3e) {
        const value = this.#content(bytes, words, at + 1, column, style, type);
        if (value === undefined) return start;
        row.put(column, value);
        start = this.#at;
      } else if (bytes[at] === 0x2f && bytes[at + 1] === 0x3e) {
        row.put(column, null);
        start = at + 2;
      } else return start;
    }
    return start;
  }

  /** `undefined`: unusual or incomplete. */
  // oxlint-disable-next-line eslint/complexity, eslint/max-params -- hot loop: an object per cell costs time
  #content(
    bytes: Buffer,
    words: DataView,
    from: number,
    column: number,
    style: number,
    type: CellType,
  ): Cell | undefined {
    let at = from;
    let missing: Cell = null;
    if (bytes[at + 1] === 0x66 /* <f */) {
      missing = this.#values.uncomputed;
      at = afterFormula(bytes, words, at);
      if (at < 0) return undefined;
    }
    if (type === cellType.inline) return this.#inline(bytes, words, at, column);
    if (bytes[at] !== 0x3c || bytes[at + 1] !== 0x76 || bytes[at + 2] !== 0x3e) {
      this.#at = at + 4;
      return words.getUint32(at, true) === closeC ? missing : undefined;
    }
    at += 3;
    let value: Cell | undefined;
    if (type === cellType.shared) {
      const digits = at;
      let index = 0;
      for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0)
        index = index * 10 + byte - 0x30;
      if (at === digits || at - digits > 9 || bytes[at] !== 0x3c) return undefined;
      value = this.#values.shared(index);
    } else if (type === cellType.number) {
      value = this.#number(bytes, at, style);
      at = this.#at;
    } else {
      value = this.#text(bytes, at, column);
      at = this.#at;
    }
    this.#at = at + 8;
    return words.getUint32(at, true) === closeV && words.getUint32(at + 4, true) === closeC ? value : undefined;
  }

  // oxlint-disable-next-line eslint/complexity -- hot loop: parses digits without decoding a string
  #number(bytes: Buffer, start: number, style: number): Cell | undefined {
    let at = start;
    if (bytes[at] === 0x2d) at += 1;
    let value = 0;
    let digits = 0;
    let fraction = 0;
    let byte = bytes[at] ?? 0;
    for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0) {
      value = value * 10 + byte - 0x30;
      digits += 1;
    }
    if (digits === 0) return undefined;
    if (byte === 0x2e) {
      byte = bytes[++at] ?? 0;
      for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0) {
        value = value * 10 + byte - 0x30;
        fraction += 1;
      }
    }
    if (byte === 0x3c && digits + fraction <= exactDigits) {
      this.#at = at;
      // Both operands are exact: the quotient is the nearest double.
      if (fraction > 0) value /= powersOfTen[fraction] ?? 1;
      if (bytes[start] === 0x2d && value !== 0) value = -value;
      return this.#values.number(value, style);
    }
    while (byte !== 0x3c && byte !== 0x26 && byte > 0x20) byte = bytes[++at] ?? 0;
    this.#at = at;
    return byte === 0x3c ? this.#values.parseNumber(bytes.latin1Slice(start, at), style) : undefined;
  }

  #inline(bytes: Buffer, words: DataView, from: number, column: number): Cell | undefined {
    if (words.getUint32(from, true) !== openIs) return undefined;
    const start = afterOpenT(bytes, words, from + 4);
    if (start < 0) return undefined;
    const text = this.#text(bytes, start, column);
    const at = this.#at;
    this.#at = at + 13;
    return words.getUint32(at, true) === closeT &&
      words.getUint32(at + 4, true) === closeIs &&
      bytes[at + 8] === 0x3e &&
      words.getUint32(at + 9, true) === closeC
      ? text
      : undefined;
  }

  #text(bytes: Buffer, start: number, column: number): string | null | undefined {
    let end = start;
    let classes = 0;
    do classes |= byteClasses[bytes[end++] ?? 0] ?? 0;
    while (classes < textEnd);
    end -= 1;
    this.#at = end;
    if (start === end) return null;
    if (bytes[end] !== 0x3c) return undefined;
    if ((classes & special) !== 0) return unescapeXstring(decodeXmlText(bytes, start, end, this.#part));
    return this.#texts.text(bytes, start, end, (classes & nonAscii) === 0, column);
  }
}

/** Returns the offset after `<f>…</f>` or `<f …/>`; -1: unusual or incomplete. */
function afterFormula(bytes: Buffer, words: DataView, start: number): number {
  let at = start + 2;
  if (bytes[at] !== 0x3e && bytes[at] !== 0x20 && bytes[at] !== 0x2f) return -1;
  for (let byte = bytes[at] ?? 0; byte !== 0x3e; byte = bytes[++at] ?? 0) if (byte === 0 || byte === 0x3c) return -1;
  if (bytes[at - 1] === 0x2f) return at + 1;
  for (let byte = bytes[at] ?? 0; byte !== 0x3c; byte = bytes[++at] ?? 0) if (byte === 0) return -1;
  return words.getUint32(at, true) === closeF ? at + 4 : -1;
}
