import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import subsetFont from 'subset-font';
import type { Glyphs, Weight } from '../../../certificates/face/face.ts';

/** `subset` returns TrueType. */
export type Fonts = Glyphs & { readonly subset: (text: string, weight: Weight) => Promise<Uint8Array<ArrayBuffer>> };

const files = { regular: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' } as const;

/** They would move glyphs. */
const droppedTables = ['GSUB', 'GPOS', 'GDEF', 'BASE', 'kern', 'vhea', 'vmtx', 'VORG', 'STAT', 'gasp'];

/** Opens Noto Sans SC (10 MB a weight): the mandatory part of GB 18030. */
export async function openFonts(folder: string): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    openFont(join(folder, files.regular)),
    openFont(join(folder, files.bold)),
  ]);
  const fonts = { regular, bold };
  return {
    widthOf: (text, weight) => {
      let width = 0;
      for (const character of text) width += fonts[weight].advanceOf(character.codePointAt(0) ?? 0);
      return width;
    },
    has: (character) => [regular, bold].every(({ font }) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
    subset: (text, weight) =>
      subsetFont(fonts[weight].bytes, text, { targetFormat: 'truetype', dropTables: droppedTables, noHinting: true }),
  };
}

async function openFont(
  path: string,
): Promise<{ readonly bytes: Uint8Array; readonly font: Font; readonly advanceOf: (point: number) => number }> {
  const bytes = await readFile(path);
  const font = create(bytes);
  if (!('unitsPerEm' in font)) throw new Error(`${path} holds several fonts, not one`);
  const advances = new Map<number, number>();
  const advanceOf = (point: number): number => {
    const known = advances.get(point);
    if (known !== undefined) return known;
    const advance = font.glyphForCodePoint(point).advanceWidth / font.unitsPerEm;
    advances.set(point, advance);
    return advance;
  };
  return { bytes, font, advanceOf };
}
