import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { foldWord } from './cell-text.ts';
import type { ColumnValues } from './read-column.ts';

export type CodeListGuess = { readonly list: CodeList; readonly why: string };
export type NewCodes = { readonly codes: CodeList['codes']; readonly why: string };

/** Share of cells that a list must know, 0 to 1. */
const knownShare = 0.9;
const maxNewCodes = 20;
/** Cells for each different value: fewer are no choice from a list. */
const minRepeats = 4;
const maxLabelLength = 20;
/** No list is used so freely. */
const maxValues = 300;

/**
 * Finds the list whose words the column uses. Plain digits fit many lists, so that they need a heading like the
 * list's name; the smallest of several lists is the nearest.
 */
export function guessCodeList(
  { heading, distinct, texts }: ColumnValues,
  lists: readonly CodeList[],
): CodeListGuess | null {
  if (distinct.size > maxValues) return null;
  const isBare = [...distinct.keys()].every((text) => /^[0-9A-Z]{1,4}$/i.test(text));
  const name = foldWord(heading).replace(/[（(].*$/u, '');
  const fits = lists.flatMap((list) => {
    const isNamed = isAlike(name, foldWord(list.name));
    if ((isBare || distinct.size < 2) && !isNamed) return [];
    const words = wordsOf(list);
    const known = [...distinct].reduce((sum, [text, count]) => (words.has(foldWord(text)) ? sum + count : sum), 0);
    return known < texts.length * knownShare ? [] : [{ list, isNamed, known }];
  });
  const best = fits.toSorted(
    (a, b) => Number(b.isNamed) - Number(a.isNamed) || b.known - a.known || a.list.codes.length - b.list.codes.length,
  )[0];
  if (best === undefined) return null;
  if (distinct.size === 0) return { list: best.list, why: `这一列没有内容，表头与代码表“${best.list.name}”同名` };
  return { list: best.list, why: `${distinct.size} 种取值与代码表“${best.list.name}”的代码或名称相符` };
}

/** Proposes a list of a few short words that repeat; numbers and what stands once in a sheet are none. */
export function guessNewCodes({ heading, distinct, texts }: ColumnValues): NewCodes | null {
  const values = [...distinct].toSorted(([, a], [, b]) => b - a).map(([text]) => text);
  const isFew = values.length >= 2 && values.length <= maxNewCodes && texts.length >= values.length * minRepeats;
  const isWords = values.every((text) => /\p{L}/u.test(text) && Array.from(text).length <= maxLabelLength);
  if (!isFew || !isWords || /姓名|备注|说明|地址|日期|时间|单位$|机关$|部门$/u.test(heading)) return null;
  const width = String(values.length).length;
  return {
    codes: values.map((label, i) => ({ code: String(i + 1).padStart(width, '0'), label, aliases: [] })),
    why: `只有 ${values.length} 种取值反复出现，适合从下拉列表中选择`,
  };
}

/** 法人性别 ends with 性别, 证件类型代码表 begins with 证件类型; two characters alone are too few for an end: 状态. */
function isAlike(heading: string, name: string): boolean {
  if (heading === '') return false;
  const isBegin = heading.length >= 2 && name.startsWith(heading);
  return heading === name || heading.endsWith(name) || isBegin || (heading.length >= 3 && name.endsWith(heading));
}

const wordsByList = new WeakMap<CodeList, ReadonlySet<string>>();

function wordsOf(list: CodeList): ReadonlySet<string> {
  const known = wordsByList.get(list);
  if (known !== undefined) return known;
  const words = new Set(
    list.codes.flatMap(({ code, label, aliases }) =>
      [code, label, ...aliases, `${code}${label}`, `${code}-${label}`].map(foldWord),
    ),
  );
  wordsByList.set(list, words);
  return words;
}
