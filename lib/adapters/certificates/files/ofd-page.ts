import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import type { Box, FaceDrawing, FacePage, Glyphs, QrCode, Stroke, TextRun } from '../../../certificates/face/face.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { inks } from './inks.ts';
import { element, length, xmlFile } from './ofd-xml.ts';
import { qrBars } from './qr-bars.ts';

export type FontIds = Readonly<Record<TextRun['weight'], number>>;

export type OfdContext = {
  readonly fonts: FontIds;
  readonly nextId: () => number;
  readonly glyphs: Glyphs;
};

/** Writes one page (GB/T 33190, 7.7). */
export function ofdPage(page: FacePage, context: OfdContext): Uint8Array {
  const layer = context.nextId();
  const objects = page.drawings.flatMap((drawing) => drawObjects(drawing, page, context)).join('');
  return xmlFile(
    'Page',
    {},
    element('Area', {}, element('PhysicalBox', {}, `0 0 ${length(page.width)} ${length(page.height)}`)) +
      element('Content', {}, element('Layer', { ID: layer, Type: 'Body' }, objects)),
  );
}

function drawObjects(drawing: FaceDrawing, page: FacePage, context: OfdContext): string[] {
  switch (drawing.kind) {
    case 'text':
      return textObjects(drawing, page, context);
    case 'line':
      return [lineObject(drawing, context.nextId())];
    case 'box':
      return [boxObject(drawing, context.nextId())];
    case 'qr-code':
      return [qrCodeObject(drawing, context.nextId())];
  }
}

function lineObject({ x1, y1, x2, y2, width, ink }: Stroke, id: number): string {
  const [left, top] = [Math.min(x1, x2) - width / 2, Math.min(y1, y2) - width / 2];
  const boundary = [left, top, Math.abs(x2 - x1) + width, Math.abs(y2 - y1) + width];
  const path = `M ${lengths([x1 - left, y1 - top])} L ${lengths([x2 - left, y2 - top])}`;
  return pathObject({ id, boundary, path, ink, lineWidth: width });
}

function boxObject({ x, y, width, height, ink, stroke }: Box, id: number): string {
  const half = (stroke ?? 0) / 2;
  return pathObject({
    id,
    boundary: [x - half, y - half, width + 2 * half, height + 2 * half],
    path: rectangle(half, half, width, height),
    ink,
    ...definedOnly({ lineWidth: stroke }),
  });
}

function qrCodeObject({ x, y, size, text }: QrCode, id: number): string {
  const code = qrBars(text);
  const module = size / code.size;
  const path = code.bars.map((bar) => rectangle(bar.x * module, bar.y * module, bar.length * module, module)).join(' ');
  return pathObject({ id, boundary: [x, y, size, size], path, ink: 'black' });
}

const colour = (ink: TextRun['ink']): string => inks[ink].join(' ');
const lengths = (values: readonly number[]): string => values.map(length).join(' ');

type Path = {
  readonly id: number;
  /** x, y, width, height. */
  readonly boundary: readonly number[];
  readonly path: string;
  readonly ink: TextRun['ink'];
  /** Absent: the path is filled. */
  readonly lineWidth?: number;
};

function pathObject({ id, boundary, path, ink, lineWidth }: Path): string {
  const drawn =
    lineWidth === undefined
      ? { Stroke: 'false', Fill: 'true' }
      : { LineWidth: length(lineWidth), Stroke: 'true', Fill: 'false' };
  return element(
    'PathObject',
    { ID: id, Boundary: lengths(boundary), ...drawn },
    element(lineWidth === undefined ? 'FillColor' : 'StrokeColor', { Value: colour(ink) }) +
      element('AbbreviatedData', {}, path),
  );
}

function rectangle(x: number, y: number, width: number, height: number): string {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return `M ${corners.map(lengths).join(' L ')} C`;
}

/** Sets each glyph's advance (DeltaX); readers differ on the advances of a surrogate pair. */
function textObjects(run: TextRun, page: FacePage, { fonts, nextId, glyphs }: OfdContext): string[] {
  const { size, weight, rotationDegrees = 0 } = run;
  const angle = (rotationDegrees * Math.PI) / 180;
  let along = 0;
  return run.text.split(/([\u{10000}-\u{10FFFF}])/u).flatMap((text) => {
    if (text === '') return [];
    const advances = Array.from(text, (character) => glyphs.widthOf(character, weight) * size);
    const width = advances.reduce((sum, advance) => sum + advance, 0);
    const origin = { x: run.x + Math.cos(angle) * along, y: run.y - Math.sin(angle) * along };
    along += width;
    const upright = { boundary: [origin.x, origin.y - size * 1.1, width, size * 1.4], y: size * 1.1, ctm: {} };
    const position = angle === 0 ? upright : rotateAround(origin, angle, page);
    const code = {
      X: length(0),
      Y: length(position.y),
      ...definedOnly({ DeltaX: advances.length > 1 ? lengths(advances.slice(0, -1)) : undefined }),
    };
    const attributes = {
      ID: nextId(),
      Boundary: lengths(position.boundary),
      ...position.ctm,
      Font: fonts[weight],
      Size: length(size),
      Weight: weight === 'bold' ? 700 : 400,
    };
    const fill = element('FillColor', { Value: colour(run.ink) });
    return [element('TextObject', attributes, fill + element('TextCode', code, escapeXml(text)))];
  });
}

/** The matrix rotates text around its start; the boundary is the whole page. */
function rotateAround(origin: { readonly x: number; readonly y: number }, angle: number, page: FacePage) {
  const matrix = [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle), origin.x, origin.y];
  return { boundary: [0, 0, page.width, page.height], y: 0, ctm: { CTM: lengths(matrix) } };
}
