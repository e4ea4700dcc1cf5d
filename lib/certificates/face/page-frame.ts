import type { FaceDrawing, Glyphs } from './face.ts';
import { textWidth, pageArea } from './page-area.ts';
import { textBlock } from './text-block.ts';

const outer = { x: 11, stroke: 1.1 };
const inner = { x: 13.4, stroke: 0.3 };

type PageFrameTexts = {
  readonly identifier: string;
  readonly sealNote: string;
  readonly page: number;
  readonly pages: number;
};

/** Draws a page's double frame, and below it seal note, page number and identifier. */
export function pageFrame({ identifier, sealNote, page, pages }: PageFrameTexts, glyphs: Glyphs): FaceDrawing[] {
  const small = (text: string, top: number, width: number, align: 'left' | 'right'): FaceDrawing[] => {
    const size = Math.min(2.6, width / glyphs.widthOf(text, 'regular'));
    return textBlock(
      [text],
      { x: align === 'left' ? pageArea.left : pageArea.right - width, top, width, align },
      { size, leading: 4, weight: 'regular', ink: 'grey' },
      glyphs,
    );
  };
  return [
    ...[outer, inner].map(({ x, stroke }): FaceDrawing => ({
      kind: 'box',
      x,
      y: x,
      width: pageArea.width - 2 * x,
      height: pageArea.height - 2 * x,
      ink: 'gold',
      stroke,
    })),
    ...small(sealNote, pageArea.strip, textWidth - 34, 'left'),
    ...(pages === 1 ? [] : small(`第 ${page} 页，共 ${pages} 页`, pageArea.strip, 30, 'right')),
    ...small(`证照标识：${identifier}`, pageArea.strip + 4, textWidth, 'left'),
  ];
}
