import type { Glyphs, Ink, TextRun, Weight } from './face.ts';

/** How a text is set: the size of its letters, the height of its lines, weight and ink. */
export type Style = { readonly size: number; readonly leading: number; readonly weight: Weight; readonly ink: Ink };

/** Lines one below the other from `top` on, in a column that begins at `x` and is `room` wide. Lines without a character draw nothing. */
export function textBlock(
  lines: readonly string[],
  {
    x,
    top,
    room,
    align = 'left',
  }: { readonly x: number; readonly top: number; readonly room: number; readonly align?: 'left' | 'centre' | 'right' },
  style: Style,
  glyphs: Glyphs,
): TextRun[] {
  const { size, leading, weight, ink } = style;
  const share = align === 'left' ? 0 : align === 'centre' ? 0.5 : 1;
  return lines.flatMap((text, line) => {
    if (text === '') return [];
    const y = top + line * leading + (leading - size) / 2 + size * 0.88; // Han characters reach from 0.88 above to 0.12 below the line
    return [{ kind: 'text', x: x + (room - glyphs.widthOf(text, weight) * size) * share, y, size, weight, ink, text }];
  });
}
