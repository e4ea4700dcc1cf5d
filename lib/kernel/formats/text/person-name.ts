import type { Format, Note } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from './check-length.ts';
import { cleanText } from './clean-text.ts';
import { compactText } from './compact-text.ts';
import { isGarbled } from './is-garbled.ts';

/** Keyboards, fonts and old systems write the separator of names (间隔号, GB/T 15834) in all these ways. */
const dots = /[\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65\u2e31\u16eb\ua78f]/gu;
const blanksAroundDot = / *· */gu;
/** 买买提.艾力 */
const pointBetweenHan = /(?<=\p{Script=Han})[.．](?=\p{Script=Han})/gu;

const privateUse = /\p{Private_Use}/u;
const letter = /\p{L}/u;
const latin = /\p{Script=Latin}/u;
const han = /\p{Script=Han}/u;
/** Letters with their marks, 〇, separators, and what stands in foreign names: O’Brien, Smith-Jones, J. R. */
const ordinary = /^\p{L}[\p{L}\p{M}〇· '’‘.,，-]*[\p{L}\p{M}〇.]$/u;
/** Smith, John is one person; 张三,李四 are two. */
const commaBetweenHan = /\p{Script=Han}[,，]\p{Script=Han}/u;
/** Seen in registers, but hardly a name: 张三2, 张三（曾用名李四）, 张三、李四, a missing character described. */
const odd = /^[\p{L}\p{M}\p{N}·\s'’‘.,，;；:：、()（）[\]〔〕\-—/\u2ff0-\u2fff]+$/u;

/** Matches names that reports hide: 张某某, 张X. */
const hidden = /某|\p{Script=Han}[xX]{1,3}$/u;
const someone = '某'.charCodeAt(0);

/** Two to some fifteen ideographs, as nearly all cells hold. */
function isHanName(text: string): boolean {
  if (text.length < 2 || text.length > 15) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x4e00 || code > 0x9fff || code === someone) return false;
  }
  return true;
}

/** One spelling of a name: 张 三 → 张三, 买买提•艾力 → 买买提·艾力; Latin words stay apart by one space. */
function normalizeName(text: string): string {
  const name = cleanText(text)
    .replace(/\s+/gu, ' ')
    .replace(dots, '·')
    .replace(blanksAroundDot, '·')
    .replace(pointBetweenHan, '·');
  return han.test(name) && !latin.test(name) ? name.replaceAll(' ', '') : name;
}

function noteFaults(name: string, note: Note): boolean {
  if (privateUse.test(name)) {
    note('person-name-private-use');
    return true;
  }
  if (!letter.test(name) || !odd.test(name)) {
    note('person-name-format');
    return true;
  }
  if (!ordinary.test(name) || commaBetweenHan.test(name) || hidden.test(name)) note('person-name-unusual');
  if (isGarbled(name)) note('text-garbled');
  return false;
}

/**
 * 姓名 of a person. Refuses what has no letter (123), emoji, missing (？, □, U+FFFD) and masked (张*) characters and
 * private use; warns of single characters, digits, brackets, several names, and 张某某 or 张X. Rare ideographs of all planes pass.
 */
export const personName: Format = {
  hint: '填写一个人的姓名，与证件一致；汉字之间不留空格，少数民族和外国人译名用间隔号“·”分开。',
  examples: ['王芳', '买买提·艾力'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      if (isHanName(raw) && !isPlaceholder(raw) && !isGarbled(raw)) return checkLength(raw, field, note);
      const name = normalizeName(raw);
      if (name === '' || isPlaceholder(name)) return null;
      return noteFaults(name, note) ? null : checkLength(name, field, note);
    }),
};

const unknownNames: ReadonlySet<string> = new Set(['未知', '不明', '无姓名', '无名']);

/** 不详 and 未知 are no names. */
function isPlaceholder(name: string): boolean {
  return name.length < 5 && (unknownNames.has(name) || compactText(name) === '');
}
