import type { FacePage, Weight } from '../../../certificates/face/face.ts';

/** All characters that pages set in one weight, each once, in the order of their numbers. */
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
