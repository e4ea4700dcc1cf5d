import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import type { FaceDrawing, FacePage, Glyphs, TextRun } from '../../../certificates/face/face.ts';
import { inks } from './inks.ts';
import { element, length, xmlFile } from './ofd-xml.ts';
import { qrBars } from './qr-bars.ts';

/** Numbers for elements, each given once in a document. */
export type NextId = () => number;
export type FontIds = Readonly<Record<TextRun['weight'], number>>;

/** The content of one page (GB/T 33190, 7.7): a layer with an object for each drawing, in the same order. */
export function ofdPage(page: FacePage, fonts: FontIds, nextId: NextId, glyphs: Glyphs): Uint8Array {
  const layer = nextId();
  const objects = page.drawings.flatMap((drawing) => objectsOf(drawing, page, fonts, nextId, glyphs)).join('');
  return xmlFile(
    'Page',
    {},
    element('Area', {}, element('PhysicalBox', {}, `0 0 ${length(page.width)} ${length(page.height)}`)) +
      element('Content', {}, element('Layer', { ID: layer, Type: 'Body' }, objects)),
  );
}

function objectsOf(drawing: FaceDrawing, page: FacePage, fonts: FontIds, nextId: NextId, glyphs: Glyphs): string[] {
  switch (drawing.kind) {
    case 'text':
      return textObjects(drawing, page, fonts, nextId, glyphs);
    case 'line': {
      const half = drawing.width / 2;
      const [left, top] = [Math.min(drawing.x1, drawing.x2) - half, Math.min(drawing.y1, drawing.y2) - half];
      const path = `M ${length(drawing.x1 - left)} ${length(drawing.y1 - top)} L ${length(drawing.x2 - left)} ${length(drawing.y2 - top)}`;
      const boundary = [
        left,
        top,
        Math.abs(drawing.x2 - drawing.x1) + drawing.width,
        Math.abs(drawing.y2 - drawing.y1) + drawing.width,
      ];
      return [pathObject(nextId(), boundary, path, drawing.ink, drawing.width)];
    }
    case 'box': {
      const stroke = drawing.stroke ?? 0;
      const boundary = [
        drawing.x - stroke / 2,
        drawing.y - stroke / 2,
        drawing.width + stroke,
        drawing.height + stroke,
      ];
      return [
        pathObject(
          nextId(),
          boundary,
          rectangle(stroke / 2, stroke / 2, drawing.width, drawing.height),
          drawing.ink,
          drawing.stroke,
        ),
      ];
    }
    case 'qr-code': {
      const { size, bars } = qrBars(drawing.text);
      const module = drawing.size / size;
      const path = bars.map((bar) => rectangle(bar.x * module, bar.y * module, bar.length * module, module)).join(' ');
      return [pathObject(nextId(), [drawing.x, drawing.y, drawing.size, drawing.size], path, 'black')];
    }
  }
}

const colour = (ink: TextRun['ink']): string => inks[ink].join(' ');
const lengths = (values: readonly number[]): string => values.map(length).join(' ');

/** Filled, or drawn with a line of a width. */
function pathObject(
  id: number,
  boundary: readonly number[],
  path: string,
  ink: TextRun['ink'],
  width?: number,
): string {
  const drawn =
    width === undefined
      ? { Stroke: 'false', Fill: 'true' }
      : { LineWidth: length(width), Stroke: 'true', Fill: 'false' };
  return element(
    'PathObject',
    { ID: id, Boundary: lengths(boundary), ...drawn },
    element(width === undefined ? 'FillColor' : 'StrokeColor', { Value: colour(ink) }) +
      element('AbbreviatedData', {}, path),
  );
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M ${length(x)} ${length(y)} L ${length(x + width)} ${length(y)} L ${length(x + width)} ${length(y + height)} L ${length(x)} ${length(y + height)} C`;
}

/**
 * Text with the advance of each glyph (DeltaX), so that every reader sets it as it was measured. Readers differ on whether an advance belongs to a
 * character or to half of a surrogate pair: characters beyond the basic plane are objects of their own.
 */
function textObjects(run: TextRun, page: FacePage, fonts: FontIds, nextId: NextId, glyphs: Glyphs): string[] {
  const { size, weight, ink, rotationDegrees = 0 } = run;
  const angle = (rotationDegrees * Math.PI) / 180;
  let along = 0;
  return run.text.split(/([\u{10000}-\u{10FFFF}])/u).flatMap((text) => {
    if (text === '') return [];
    const advances = Array.from(text, (character) => glyphs.widthOf(character, weight) * size);
    const width = advances.reduce((sum, advance) => sum + advance, 0);
    const at = { x: run.x + Math.cos(angle) * along, y: run.y - Math.sin(angle) * along };
    along += width;
    const straight = { boundary: [at.x, at.y - size * 1.1, width, size * 1.4], x: 0, y: size * 1.1, ctm: {} };
    // Turned text hangs in a boundary as large as the page: the matrix turns it around its own beginning.
    const matrix = [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle), at.x, at.y];
    const placed =
      rotationDegrees === 0
        ? straight
        : { boundary: [0, 0, page.width, page.height], x: 0, y: 0, ctm: { CTM: lengths(matrix) } };
    const code = {
      X: length(placed.x),
      Y: length(placed.y),
      ...(advances.length > 1 ? { DeltaX: lengths(advances.slice(0, -1)) } : {}),
    };
    const inner = element('FillColor', { Value: colour(ink) }) + element('TextCode', code, escapeXml(text));
    return [
      element(
        'TextObject',
        {
          ID: nextId(),
          Boundary: lengths(placed.boundary),
          ...placed.ctm,
          Font: fonts[weight],
          Size: length(size),
          Weight: weight === 'bold' ? 700 : 400,
        },
        inner,
      ),
    ];
  });
}
