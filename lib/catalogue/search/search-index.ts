import type { Searchable, SearchText } from '../../../schemas/catalogue/entry.ts';
import { fold } from './fold.ts';

/** A text made ready for looking through. `ends` are the places in the text behind each character. */
export type ReadyText = {
  readonly place: SearchText['place'];
  readonly text: string;
  readonly folded: string;
  readonly pinyin: {
    readonly syllables: readonly string[];
    readonly initials: string;
    readonly ends: readonly number[];
  } | null;
};

/** An entry made ready for looking through; `all` holds every form of every text, to pass over the entry at a glance. */
export type ReadyEntry = Searchable & { readonly texts: readonly ReadyText[]; readonly all: string };

/** Made once when the catalogue has changed, kept while the function is warm. */
export type SearchIndex = readonly ReadyEntry[];

export function searchIndexOf(searchables: readonly Searchable[]): SearchIndex {
  return searchables.map((searchable) => {
    const texts = searchable.card.texts.map(readyText);
    const forms = texts.flatMap(({ folded, pinyin }) =>
      pinyin === null ? [folded] : [folded, pinyin.initials, pinyin.syllables.join('')],
    );
    return { ...searchable, texts, all: forms.join('\n') };
  });
}

function readyText({ place, text, pinyin }: SearchText): ReadyText {
  const syllables = pinyin?.split(' ') ?? [];
  const letters = Array.from(text);
  const ready =
    syllables.length === letters.length
      ? { syllables, initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''), ends: endsOf(letters) }
      : null;
  return { place, text, folded: fold(text), pinyin: ready };
}

function endsOf(letters: readonly string[]): number[] {
  let end = 0;
  return letters.map((letter) => (end += letter.length));
}
