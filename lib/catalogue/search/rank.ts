import { searchMatchPhrases, searchLocationNames } from '../../../schemas/catalogue/search-phrases.ts';
import type { SearchHit, SearchMatchType, SearchLocation, SearchReason } from '../../../schemas/catalogue/views.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { findSimilar, findWord, type Hit } from './find-word.ts';
import { fold } from './fold.ts';
import type { IndexedEntry, IndexedText, SearchIndex } from './search-index.ts';

/** Only the order of the scores matters. */
const weights: Record<SearchLocation, number> = {
  name: 100,
  code: 90,
  alias: 80,
  keyword: 55,
  field: 50,
  department: 45,
  classification: 25,
  summary: 20,
};
const confidence: Record<SearchMatchType, number> = { text: 1, pinyin: 0.8, initials: 0.7, similar: 0.4 };

const fuzzyLocations: readonly SearchLocation[] = ['name', 'alias', 'keyword', 'field', 'department'];

const maxReasonsPerWord = 3;

type Found = { readonly word: string; readonly text: IndexedText; readonly hit: Hit; readonly score: number };

/** The most certain comes first; each includes those before it. */
const strategies = [findWhole, findInParts, findWithFuzzyMatch] as const;
type Strategy = (typeof strategies)[number];

/** Requires every word. Partial and fuzzy matches count only without whole ones. Ties by id. */
export function rank(question: string, index: SearchIndex): SearchHit[] {
  const words = splitWords(question);
  if (words.length === 0) return [];
  for (const way of strategies) {
    const hits = index.flatMap((entry) => toHit(entry, words, way));
    if (hits.length > 0)
      return hits.toSorted((one, other) => other.score - one.score || (one.dataset < other.dataset ? -1 : 1));
  }
  return [];
}

/** Keeps slash and hyphen, which belong to codes. */
export function splitWords(question: string): string[] {
  return [...new Set(fold(question).split(/[\s,，、;；。.:：“”"（）()]+/u))].filter((word) => word !== '').slice(0, 8);
}

function toHit(entry: IndexedEntry, words: readonly string[], find: Strategy): SearchHit[] {
  const foundByWord = words.map((word) => find(word, entry));
  if (foundByWord.some((found) => found.length === 0)) return [];
  const score = foundByWord.reduce((sum, found) => sum + partScores(found), 0) / words.length;
  const reasons = foundByWord.flatMap((found) => found.map(toReason));
  return [
    {
      ...entry.listing,
      departmentName: entry.searchDocument.departmentName,
      score: Math.round(score * 100) / 100,
      reasons,
    },
  ];
}

function partScores(found: readonly Found[]): number {
  const best = new Map<string, number>();
  for (const { word, score } of found) best.set(word, Math.max(best.get(word) ?? 0, score));
  return [...best.values()].reduce((sum, score) => sum + score, 0) / best.size;
}

function findWhole(word: string, entry: IndexedEntry): Found[] {
  return entry.all.includes(word) || /^[a-z'ü]+$/.test(word) ? best(word, entry.texts, findWord) : [];
}

/** Finds 民政局 and 婚姻 in 民政局婚姻. */
function findInParts(word: string, entry: IndexedEntry): Found[] {
  const whole = findWhole(word, entry);
  if (whole.length > 0) return whole;
  const split = splitInTwo(word).find((parts) => parts.every((part) => entry.all.includes(part)));
  const parts = split?.map((part) => best(part, entry.texts, findWord)) ?? [];
  return parts.every((found) => found.length > 0) ? parts.flatMap((found) => found.slice(0, 1)) : [];
}

function findWithFuzzyMatch(word: string, entry: IndexedEntry): Found[] {
  const found = findInParts(word, entry);
  return found.length > 0
    ? found
    : best(
        word,
        entry.texts.filter(({ location }) => fuzzyLocations.includes(location)),
        findSimilar,
      );
}

/** Parts have two characters or more and differ; a department's name comes first. */
function splitInTwo(word: string): string[][] {
  const ends = Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => word.length - 2 - at);
  return ends.map((end) => [word.slice(0, end), word.slice(end)]).filter(([first, second]) => first !== second);
}

function best(
  word: string,
  texts: readonly IndexedText[],
  find: (word: string, text: IndexedText) => Hit | null,
): Found[] {
  const byLocation = new Map<SearchLocation, Found>();
  for (const text of texts) {
    const hit = find(word, text);
    if (hit === null) continue;
    const found = { word, text, hit, score: scoreHit(hit, text) };
    const known = byLocation.get(text.location);
    if (known === undefined || found.score > known.score) byLocation.set(text.location, found);
  }
  return [...byLocation.values()].toSorted((one, other) => other.score - one.score).slice(0, maxReasonsPerWord);
}

/** Covering most of the text, or its beginning, scores higher. */
function scoreHit({ matchType, from, to, share }: Hit, { location, text }: IndexedText): number {
  const fit = 0.6 + 0.4 * ((to - from) / text.length) + (from === 0 ? 0.1 : 0);
  return weights[location] * confidence[matchType] * share * fit;
}

function toReason({ word, text: { location, text }, hit: { matchType, from, to } }: Found): SearchReason {
  return {
    word,
    location,
    matchType,
    text,
    from,
    to,
    detail: fillPhrase(searchMatchPhrases[matchType], { location: searchLocationNames[location], text, word }),
  };
}
