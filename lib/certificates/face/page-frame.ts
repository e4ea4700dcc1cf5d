import type { FaceDrawing, Glyphs } from './face.ts';
import { measure, sheet } from './sheet.ts';
import { textBlock } from './text-block.ts';

const outer = { x: 11, stroke: 1.1 };
const inner = { x: 13.4, stroke: 0.3 };

type PageFrameTexts = {
  readonly identifier: string;
  readonly sealNote: string;
  readonly page: number;
  readonly pages: number;
};

/** The double line around every page, and below the text in small letters: the note on the seal, the page, the identifier. */
export function pageFrame({ identifier, sealNote, page, pages }: PageFrameTexts, glyphs: Glyphs): FaceDrawing[] {
  const small = (text: string, top: number, room: number, align: 'left' | 'right'): FaceDrawing[] => {
    const size = Math.min(2.6, room / glyphs.widthOf(text, 'regular'));
    return textBlock(
      [text],
      { x: align === 'left' ? sheet.left : sheet.right - room, top, room, align },
      { size, leading: 4, weight: 'regular', ink: 'grey' },
      glyphs,
    );
  };
  return [
    ...[outer, inner].map(({ x, stroke }): FaceDrawing => ({
      kind: 'box',
      x,
      y: x,
      width: sheet.width - 2 * x,
      height: sheet.height - 2 * x,
      ink: 'gold',
      stroke,
    })),
    ...small(sealNote, sheet.strip, measure - 34, 'left'),
    ...(pages === 1 ? [] : small(`第 ${page} 页，共 ${pages} 页`, sheet.strip, 30, 'right')),
    ...small(`证照标识：${identifier}`, sheet.strip + 4, measure, 'left'),
  ];
}
