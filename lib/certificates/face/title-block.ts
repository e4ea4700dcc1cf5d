import type { FaceLine } from '../../../schemas/certificates/document.ts';
import { breakLines } from './break-lines.ts';
import type { FaceDrawing, Glyphs } from './face.ts';
import { measure, sheet } from './sheet.ts';
import { textBlock } from './text-block.ts';

/** Drawings, and where they end. */
export type Block = { readonly drawings: readonly FaceDrawing[]; readonly bottom: number };

/** The title, as large as it fits, and the number below it. */
export function titleBlock(title: string, number: FaceLine, top: number, glyphs: Glyphs): Block {
  const { lines, size } = titleLines(title, (text) => glyphs.widthOf(text, 'bold'));
  const leading = size * 1.36;
  const style = { size, leading, weight: 'bold', ink: 'black' } as const;
  const below = top + lines.length * leading + 3;
  const numberStyle = { size: 4.2, leading: 6.2, weight: 'regular', ink: 'black' } as const;
  const numberLines = breakLines(
    `${number.Label}：${number.Value}`,
    measure,
    (text) => glyphs.widthOf(text, 'regular') * numberStyle.size,
  );
  return {
    drawings: [
      ...textBlock(lines, { x: sheet.left, top, room: measure, align: 'centre' }, style, glyphs),
      ...textBlock(numberLines, { x: sheet.left, top: below, room: measure, align: 'centre' }, numberStyle, glyphs),
    ],
    bottom: below + numberLines.length * numberStyle.leading,
  };
}

const room = 152;

/** One line as large as may be; a title with an addition in parentheses on two; any other on lines of like length, smaller the more there are. */
function titleLines(
  title: string,
  widthOf: (text: string) => number,
): { readonly lines: readonly string[]; readonly size: number } {
  const addition = title.search(/（[^（）]+）$/);
  const ways = addition > 0 ? [[title], [title.slice(0, addition), title.slice(addition)]] : [[title]];
  for (const lines of ways) {
    const size = [12, 11, 10, 9, 8, 7.4].find((candidate) => lines.every((line) => widthOf(line) * candidate <= room));
    if (size !== undefined && !title.includes('\n')) return { lines, size };
  }
  for (const [size, maxLines] of [
    [8, 2],
    [7, 3],
    [5.5, 8],
    [4, 14],
  ] as const) {
    const lines = evenLines(title, size, widthOf);
    if (lines.length <= maxLines) return { lines, size };
  }
  return { lines: evenLines(title, 3, widthOf), size: 3 };
}

/** As few lines as the room allows, and none of them left nearly empty. */
function evenLines(title: string, size: number, widthOf: (text: string) => number): string[] {
  const broken = (width: number) => breakLines(title, width, (text) => widthOf(text) * size);
  const full = broken(room);
  for (let width = room / 2; width < room; width += size) {
    const lines = broken(width);
    if (lines.length === full.length) return lines;
  }
  return full;
}
