import type { SearchMatchType } from '../../../schemas/catalogue/views.ts';
import type { IndexedText } from './search-index.ts';

/** The span ends after the last character; `share` is the matched part of the word. */
export type Hit = {
  readonly matchType: SearchMatchType;
  readonly from: number;
  readonly to: number;
  readonly share: number;
};

/** Matches as text, else by pinyin, else by initials; pinyin needs two letters. */
export function findWord(word: string, text: IndexedText): Hit | null {
  const at = text.folded.indexOf(word);
  if (at >= 0) return { matchType: 'text', from: at, to: at + word.length, share: 1 };
  const spoken = word.replaceAll("'", '').replaceAll('ü', 'v');
  return /^[a-z]{2,}$/.test(spoken) ? (findSpoken(spoken, text) ?? findInitials(spoken, text)) : null;
}

/** 婚姻状况 = hun yin zhuang kuang: yinzhuang ✓  yinzhu ✓ (incomplete last)  inzhuang ✗ (starts inside) */
function findSpoken(word: string, { pinyin }: IndexedText): Hit | null {
  if (pinyin === null) return null;
  for (let first = 0; first < pinyin.syllables.length; first++) {
    let rest = word;
    for (let at = first; at < pinyin.syllables.length; at++) {
      const syllable = pinyin.syllables[at] ?? '';
      if (syllable.startsWith(rest)) return { matchType: 'pinyin', ...toSpan(pinyin.ends, first, at), share: 1 };
      if (!rest.startsWith(syllable)) break;
      rest = rest.slice(syllable.length);
    }
  }
  return null;
}

function findInitials(word: string, { pinyin }: IndexedText): Hit | null {
  const first = pinyin?.initials.indexOf(word) ?? -1;
  return pinyin === null || first < 0
    ? null
    : { matchType: 'initials', ...toSpan(pinyin.ends, first, first + word.length - 1), share: 1 };
}

function toSpan(ends: readonly number[], first: number, last: number): { readonly from: number; readonly to: number } {
  return { from: first === 0 ? 0 : (ends[first - 1] ?? 0), to: ends[last] ?? 0 };
}

/** Requires half of the bigrams: 婚烟登记 is like 婚姻登记, 结婚证 is not like 离婚证. */
export function findSimilar(word: string, { folded }: Pick<IndexedText, 'folded'>): Hit | null {
  const pairs = listBigrams(word);
  if (pairs.length < 2) return null;
  const positions = pairs.map((pair) => folded.indexOf(pair)).filter((at) => at >= 0);
  const letters = Array.from(word);
  const share =
    (positions.length / pairs.length + letters.filter((letter) => folded.includes(letter)).length / letters.length) / 2;
  return positions.length * 2 < pairs.length
    ? null
    : { matchType: 'similar', from: Math.min(...positions), to: Math.max(...positions) + 2, share };
}

function listBigrams(word: string): string[] {
  return /^\p{Script=Han}+$/u.test(word)
    ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
    : [];
}
