import { columnLetters } from '../../../kernel/column-letters.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { PackedText } from '../zip/packed-text.ts';
import type { PackedEntry } from '../zip/zip-entries.ts';
import { xmlText } from './xml-text.ts';

/** A box of this size, in pixels, beside its cell; it grows with its text. */
const [boxWidth, lineHeight, rowHeight] = [330, 17, 24];
/** Of any sheet, 0-based. */
const [lastColumn, lastRow] = [16_383, 1_048_575];
/** Shape numbers come in clusters of this many; a drawing lists the clusters it uses. */
const cluster = 1024;

/**
 * The notes of one sheet: the texts, and the boxes they open in. Both grow while the sheet is written and are held packed.
 * Beyond the most, an `add` is passed over: the cell keeps its colour and its line in the list.
 */
export class CommentParts {
  readonly #texts = new PackedText();
  readonly #boxes = new PackedText();
  readonly #widths: readonly number[];
  readonly #most: number;
  #count = 0;

  /** `widths` are those of the sheet's columns, in characters; `findings` is how many cells may want a note, beside the headers; `maxNotes` of them get one. */
  constructor(widths: readonly number[], findings: number, maxNotes: number) {
    this.#widths = widths;
    this.#most = Math.min(maxNotes, findings) + widths.length;
    const clusters = Array.from({ length: Math.ceil((this.#most + 1) / cluster) }, (_, i) => i + 1).join(',');
    this.#texts.append(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>政务数据归集平台</author></authors><commentList>`);
    this.#boxes.append(
      `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
        `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${clusters}"/></o:shapelayout>` +
        `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`,
    );
  }

  /** `row` is 1-based, `column` 0-based. */
  add(row: number, column: number, text: string): void {
    if (this.#count >= this.#most) return;
    this.#count++;
    this.#texts.append(
      `<comment ref="${columnLetters(column)}${row}" authorId="0"><text><r><rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>` +
        `<t xml:space="preserve">${xmlText(text)}</t></r></text></comment>`,
    );
    this.#boxes.append(
      `<v:shape id="_x0000_s${cluster + this.#count}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
        `<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>` +
        `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${this.#anchor(row, column, text)}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
    );
  }

  entries(commentsName: string, drawingName: string): PackedEntry[] {
    this.#texts.append('</commentList></comments>');
    this.#boxes.append('</xml>');
    return [this.#texts.entry(commentsName), this.#boxes.entry(drawingName)];
  }

  /** From the cell's right neighbour on: first column, offset, first row, offset, last column, offset, last row, offset. */
  #anchor(row: number, column: number, text: string): string {
    let last = column + 1;
    let rest = boxWidth;
    for (let width = this.#pixels(last); rest > width; width = this.#pixels(last)) {
      rest -= width;
      last++;
    }
    const height = 12 + lineHeight * textLines(text, 46);
    const top = Math.max(0, row - 2);
    const bottom = top + Math.floor((height + 8) / rowHeight);
    return `${Math.min(column + 1, lastColumn)}, 12, ${top}, 8, ${Math.min(last, lastColumn)}, ${rest}, ${Math.min(bottom, lastRow)}, ${(height + 8) % rowHeight}`;
  }

  #pixels(column: number): number {
    return (this.#widths[column] ?? 9) * 7 + 5;
  }
}
