import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { encodePng } from './encode-png.ts';
import { fillShapes, type Polygon, type Spot } from './fill-shapes.ts';

const side = 360;
const middle = side / 2;
const red = [206, 24, 30] as const;
/** Radii in pixels, angles in degrees from the top. */
const ring = { outer: 176, inner: 167 } as const;
const arc = { radius: 122, size: 42, sweep: 236 } as const;
const lines = { size: 30, first: 98, leading: 37 } as const;
const curveSteps = 8;

export type SealText = { readonly arc: string; readonly lines: readonly string[] };

/** Draws a round red seal as PNG: a name along the ring, a star, and lines below it. */
export async function drawSeal(text: SealText, fontFolder: string): Promise<Uint8Array> {
  const font = create(await readFile(join(fontFolder, '700Bold/NotoSansSC_700Bold.ttf')));
  if (!('unitsPerEm' in font)) throw new Error('the font file holds several fonts, not one');
  const polygons = [
    circle(ring.outer, 1),
    circle(ring.inner, -1),
    star(54),
    ...arcText(text.arc, font),
    ...text.lines.flatMap((line, index) => straightText(line, font, lines.first + index * lines.leading)),
  ];
  return encodePng(fillShapes(polygons, side), side, red);
}

function circle(radius: number, turn: 1 | -1): Polygon {
  return Array.from({ length: 360 }, (_, degree) => onCircle(radius, turn * degree));
}

function star(radius: number): Polygon {
  return Array.from({ length: 10 }, (_, index) => onCircle(index % 2 === 0 ? radius : radius * 0.382, index * 36));
}

function onCircle(radius: number, degrees: number): Spot {
  const angle = (degrees * Math.PI) / 180;
  return [middle + radius * Math.sin(angle), middle - radius * Math.cos(angle)];
}

function arcText(text: string, font: Font): Polygon[] {
  const characters = Array.from(text);
  const step = arc.sweep / Math.max(1, characters.length - 1);
  return characters.flatMap((character, index) => {
    const degrees = -arc.sweep / 2 + index * step;
    const angle = (degrees * Math.PI) / 180;
    const [x, y] = onCircle(arc.radius, degrees);
    return glyph(character, font).map((polygon) =>
      polygon.map(([across, up]): Spot => [
        x + arc.size * ((across - 0.5) * Math.cos(angle) + up * Math.sin(angle)),
        y + arc.size * ((across - 0.5) * Math.sin(angle) - up * Math.cos(angle)),
      ]),
    );
  });
}

function straightText(text: string, font: Font, below: number): Polygon[] {
  const characters = Array.from(text);
  const left = middle - (characters.length * lines.size) / 2;
  return characters.flatMap((character, index) =>
    glyph(character, font).map((polygon) =>
      polygon.map(([across, up]): Spot => [left + (index + across) * lines.size, middle + below - up * lines.size]),
    ),
  );
}

/** The outlines of a character in em, upwards from the baseline, with curves as straight pieces. */
function glyph(character: string, font: Font): Polygon[] {
  const polygons: Spot[][] = [];
  let at: Spot = [0, 0];
  const em = (x = 0, y = 0): Spot => [x / font.unitsPerEm, y / font.unitsPerEm];
  for (const { command, args } of font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.commands) {
    if (command === 'closePath') continue;
    const points = Array.from({ length: args.length / 2 }, (_, index) => em(args[2 * index], args[2 * index + 1]));
    if (command === 'moveTo') polygons.push([]);
    polygons.at(-1)?.push(...(command === 'moveTo' ? points : pieces([at, ...points])));
    at = points.at(-1) ?? at;
  }
  return polygons;
}

/** Bézier curve of any degree by de Casteljau; a line is one of the first degree. */
function pieces(controls: readonly Spot[]): Spot[] {
  const steps = controls.length === 2 ? 1 : curveSteps;
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    let points = controls;
    while (points.length > 1)
      points = points.slice(1).map(([x, y], before): Spot => {
        const [fromX, fromY] = points[before] ?? [x, y];
        return [fromX + (x - fromX) * share, fromY + (y - fromY) * share];
      });
    return points[0] ?? [0, 0];
  });
}
