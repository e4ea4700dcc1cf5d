import { columnLetters } from '../../../kernel/column-letters.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { PackedText } from '../zip/packed-text.ts';
import type { PackedEntry } from '../zip/zip-entries.ts';
import { escapeXstring } from './escape-xstring.ts';

/** Sizes are in pixels. */
const [boxWidth, lineHeight, rowHeight] = [330, 17, 24];
/** Indexes are 0-based. */
const [lastColumn, lastRow] = [16_383, 1_048_575];
/** Shape numbers come in clusters of 1,024; a drawing lists its clusters. */
const clusterSize = 1024;

/** Draws the boxes of notes; `firstCluster` is the first that no other shape of the drawing uses. */
export class NoteBoxes {
  readonly #widths: readonly number[];
  readonly #firstCluster: number;
  #count = 0;

  /** `widths` are in characters. */
  constructor(widths: readonly number[], firstCluster: number) {
    this.#widths = widths;
    this.#firstCluster = firstCluster;
  }

  /** The clusters of the boxes so far: `1,2`. */
  get clusters(): string {
    const count = Math.ceil((this.#count + 1) / clusterSize);
    return Array.from({ length: count }, (_, i) => i + this.#firstCluster).join(',');
  }

  get shapeType(): string {
    return shapeType;
  }

  /** `row` is 1-based, `column` 0-based. */
  add(row: number, column: number, text: string): string {
    this.#count += 1;
    return boxXml(row, column, this.#firstCluster * clusterSize + this.#count, this.#anchor(row, column, text));
  }

  /** Lists column, offset, row, offset of the first corner, then of the last. */
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
    const from = [Math.min(column + 1, lastColumn), 12, top, 8];
    const to = [Math.min(last, lastColumn), rest, Math.min(bottom, lastRow), (height + 8) % rowHeight];
    return [...from, ...to].join(', ');
  }

  #pixels(column: number): number {
    return (this.#widths[column] ?? 9) * 7 + 5;
  }
}

/** Deflates notes while the sheet is written; `add` ignores notes beyond the limit. */
export class CommentParts {
  readonly #texts = new PackedText();
  readonly #drawn = new PackedText();
  readonly #boxes: NoteBoxes;
  readonly #maxCount: number;
  #count = 0;

  /** `widths` are in characters. Every header and at most `findings` and `maxNotes` cells get notes. */
  constructor(widths: readonly number[], findings: number, maxNotes: number) {
    this.#boxes = new NoteBoxes(widths, 1);
    this.#maxCount = Math.min(maxNotes, findings) + widths.length;
    const clusters = Array.from({ length: Math.ceil((this.#maxCount + 1) / clusterSize) }, (_, i) => i + 1).join(',');
    this.#texts.append(commentsHead);
    this.#drawn.append(vmlHead(clusters));
  }

  /** `row` is 1-based, `column` 0-based. */
  add(row: number, column: number, text: string): void {
    if (this.#count >= this.#maxCount) return;
    this.#count++;
    this.#texts.append(commentXml(row, column, text, 0));
    this.#drawn.append(this.#boxes.add(row, column, text));
  }

  entries(commentsName: string, drawingName: string): PackedEntry[] {
    this.#texts.append('</commentList></comments>');
    this.#drawn.append('</xml>');
    return [this.#texts.entry(commentsName), this.#drawn.entry(drawingName)];
  }
}

export const noteAuthor = '政务数据归集平台';
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const commentsHead =
  `${xmlHead}\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  `<authors><author>${noteAuthor}</author></authors><commentList>`;

const shapeType =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** Opens a drawing (VML) whose boxes have numbers of these clusters. */
export function vmlHead(clusters: string): string {
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"' +
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${clusters}"/></o:shapelayout>${shapeType}`
  );
}

/** `row` is 1-based, `column` 0-based, `author` the number in the list of authors. */
export function commentXml(row: number, column: number, text: string, author: number): string {
  return (
    `<comment ref="${columnLetters(column)}${row}" authorId="${author}"><text><r>` +
    '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>' +
    `<t xml:space="preserve">${escapeXstring(text)}</t></r></text></comment>`
  );
}

function boxXml(row: number, column: number, shape: number, anchor: string): string {
  return (
    `<v:shape id="_x0000_s${shape}" type="#_x0000_t202" style="position:absolute;visibility:hidden"` +
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>' +
    '<v:path o:connecttype="none"/>' +
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>' +
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
    `<x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>` +
    `<x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}
