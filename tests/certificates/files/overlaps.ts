import type { FaceDrawing, FacePage, Glyphs } from '../../../lib/certificates/face/face.ts';

type Extent = {
  readonly what: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

const frame = { left: 13.55, top: 13.55, right: 210 - 13.55, bottom: 297 - 13.55 };
const slack = 0.01;

/** Lists drawings that overlap or leave the frame; watermarks and filled boxes lie below the text and are ignored. */
export function overlaps({ drawings }: FacePage, glyphs: Glyphs): string[] {
  const extents = drawings.flatMap((drawing) => extentOf(drawing, glyphs));
  const outside = extents.filter(
    ({ left, top, right, bottom }) =>
      left < frame.left - slack ||
      top < frame.top - slack ||
      right > frame.right + slack ||
      bottom > frame.bottom + slack,
  );
  const crossing = extents.flatMap((one, i) =>
    extents
      .slice(i + 1)
      .filter((other) => meets(one, other))
      .map((other) => `${one.what} × ${other.what}`),
  );
  return [...outside.map(({ what }) => `${what} beyond the frame`), ...crossing];
}

function meets(one: Extent, other: Extent): boolean {
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  );
}

function extentOf(drawing: FaceDrawing, glyphs: Glyphs): Extent[] {
  switch (drawing.kind) {
    case 'text': {
      if (drawing.rotationDegrees !== undefined) return [];
      const { x, y, size, text, weight } = drawing;
      return [
        {
          what: text,
          left: x,
          top: y - 0.88 * size,
          right: x + glyphs.widthOf(text, weight) * size,
          bottom: y + 0.12 * size,
        },
      ];
    }
    case 'qr-code':
      return [
        {
          what: 'QR',
          left: drawing.x,
          top: drawing.y,
          right: drawing.x + drawing.size,
          bottom: drawing.y + drawing.size,
        },
      ];
    case 'line':
      return [
        {
          what: `line at ${drawing.y1}`,
          left: drawing.x1,
          top: drawing.y1 - drawing.width / 2,
          right: drawing.x2,
          bottom: drawing.y2 + drawing.width / 2,
        },
      ];
    case 'box':
      return [];
  }
}

/** The certificate's text in drawing order, without spaces and without what every page repeats. */
export function wordsOn(pages: readonly FacePage[]): string {
  const runs = pages.flatMap(({ drawings }) =>
    drawings.flatMap((drawing) =>
      drawing.kind === 'text' && drawing.ink === 'black' && drawing.weight === 'regular' ? [drawing.text] : [],
    ),
  );
  return runs.join('').replaceAll(/\s/gu, '');
}
