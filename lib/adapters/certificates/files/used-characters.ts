import type { FacePage, Weight } from '../../../certificates/face/face.ts';

/** Lists each character of a weight once, by code point. */
export function usedCharacters(pages: readonly FacePage[], weight: Weight): string {
  const characters = new Set(
    pages.flatMap(({ drawings }) =>
      drawings.flatMap((drawing) =>
        drawing.kind === 'text' && drawing.weight === weight ? Array.from(drawing.text) : [],
      ),
    ),
  );
  return [...characters].toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)).join('');
}
