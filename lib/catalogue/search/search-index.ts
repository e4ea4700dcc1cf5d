import type { Searchable, SearchText } from '../../../schemas/catalogue/entry.ts';
import { fold } from './fold.ts';

/** `ends` holds the position in the text after each character. */
export type IndexedText = {
  readonly location: SearchText['location'];
  readonly text: string;
  readonly folded: string;
  readonly pinyin: {
    readonly syllables: readonly string[];
    readonly initials: string;
    readonly ends: readonly number[];
  } | null;
};

/** `all` joins every form of every text, to skip entries quickly. */
export type IndexedEntry = Searchable & { readonly texts: readonly IndexedText[]; readonly all: string };

export type SearchIndex = readonly IndexedEntry[];

/** Ignores a text's pinyin unless it has one syllable per character. */
export function buildSearchIndex(searchables: readonly Searchable[]): SearchIndex {
  return searchables.map((searchable) => {
    const texts = searchable.searchDocument.texts.map(indexText);
    const forms = texts.flatMap(({ folded, pinyin }) =>
      pinyin === null ? [folded] : [folded, pinyin.initials, pinyin.syllables.join('')],
    );
    return { ...searchable, texts, all: forms.join('\n') };
  });
}

function indexText({ location, text, pinyin }: SearchText): IndexedText {
  const syllables = pinyin?.split(' ') ?? [];
  const characters = Array.from(text);
  const ready =
    syllables.length === characters.length
      ? {
          syllables,
          initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''),
          ends: characterEnds(characters),
        }
      : null;
  return { location, text, folded: fold(text), pinyin: ready };
}

function characterEnds(characters: readonly string[]): number[] {
  let end = 0;
  return characters.map((character) => (end += character.length));
}
