import type { Glyphs, Ink, TextRun, Weight } from './face.ts';

export type Style = { readonly size: number; readonly leading: number; readonly weight: Weight; readonly ink: Ink };

type Alignment = 'left' | 'centre' | 'right';

const freeSpaceBefore = { left: 0, centre: 0.5, right: 1 } as const satisfies Record<Alignment, number>;

/** Draws lines from `top` downwards in a column of `width` mm. */
export function textBlock(
  lines: readonly string[],
  {
    x,
    top,
    width,
    align = 'left',
  }: { readonly x: number; readonly top: number; readonly width: number; readonly align?: Alignment },
  style: Style,
  glyphs: Glyphs,
): TextRun[] {
  const { size, leading, weight, ink } = style;
  return lines.flatMap((text, line) => {
    if (text === '') return [];
    // Han glyphs reach from 0.88 em above the baseline to 0.12 em below.
    const y = top + line * leading + (leading - size) / 2 + size * 0.88;
    return [
      {
        kind: 'text',
        x: x + (width - glyphs.widthOf(text, weight) * size) * freeSpaceBefore[align],
        y,
        size,
        weight,
        ink,
        text,
      },
    ];
  });
}
