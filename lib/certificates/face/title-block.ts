import type { FaceLine } from '../../../schemas/certificates/document.ts';
import { breakLines } from './break-lines.ts';
import type { FaceDrawing, Glyphs } from './face.ts';
import { textWidth, pageArea } from './page-area.ts';
import { textBlock } from './text-block.ts';

/** `bottom` is where the next block may begin. */
export type Block = { readonly drawings: readonly FaceDrawing[]; readonly bottom: number };

/** Draws the title in the largest size that fits, and the number below it. */
export function titleBlock(title: string, number: FaceLine, top: number, glyphs: Glyphs): Block {
  const { lines, size } = titleLines(title, (text) => glyphs.widthOf(text, 'bold'));
  const leading = size * 1.36;
  const style = { size, leading, weight: 'bold', ink: 'black' } as const;
  const below = top + lines.length * leading + 3;
  const numberStyle = { size: 4.2, leading: 6.2, weight: 'regular', ink: 'black' } as const;
  const numberLines = breakLines(
    `${number.Label}：${number.Value}`,
    textWidth,
    (text) => glyphs.widthOf(text, 'regular') * numberStyle.size,
  );
  return {
    drawings: [
      ...textBlock(lines, { x: pageArea.left, top, width: textWidth, align: 'centre' }, style, glyphs),
      ...textBlock(
        numberLines,
        { x: pageArea.left, top: below, width: textWidth, align: 'centre' },
        numberStyle,
        glyphs,
      ),
    ],
    bottom: below + numberLines.length * numberStyle.leading,
  };
}

const maxTitleWidth = 152;

/** Prefers one line, then a break before a final parenthesis, then balanced smaller lines. */
function titleLines(
  title: string,
  widthOf: (text: string) => number,
): { readonly lines: readonly string[]; readonly size: number } {
  const addition = title.search(/（[^（）]+）$/);
  const candidates = addition > 0 ? [[title], [title.slice(0, addition), title.slice(addition)]] : [[title]];
  for (const lines of candidates) {
    const size = [12, 11, 10, 9, 8, 7.4].find((fontSize) =>
      lines.every((line) => widthOf(line) * fontSize <= maxTitleWidth),
    );
    if (size !== undefined && !title.includes('\n')) return { lines, size };
  }
  for (const [size, maxLines] of [
    [8, 2],
    [7, 3],
    [5.5, 8],
    [4, 14],
  ] as const) {
    const lines = balancedLines(title, size, widthOf);
    if (lines.length <= maxLines) return { lines, size };
  }
  return { lines: balancedLines(title, 3, widthOf), size: 3 };
}

function balancedLines(title: string, size: number, widthOf: (text: string) => number): string[] {
  const broken = (width: number) => breakLines(title, width, (text) => widthOf(text) * size);
  const full = broken(maxTitleWidth);
  for (let width = maxTitleWidth / 2; width < maxTitleWidth; width += size) {
    const lines = broken(width);
    if (lines.length === full.length) return lines;
  }
  return full;
}
