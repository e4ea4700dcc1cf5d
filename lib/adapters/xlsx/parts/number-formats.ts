import { formatPlainNumber } from '../../../kernel/formats/text-cell-reader.ts';
import type { DatePart } from '../../../kernel/sheet.ts';
import { isBuiltInDateFormat, isDateFormat, lackingBuiltInPart, lackingPart } from './date-formats.ts';

/**
 * How a cell of the style shows its number:
 *
 *   plain     the number itself: General, 0.00, #,##0, ¥0.00, 0.00E+00
 *   date      43831 as 2020-01-01
 *   percent   0.12 as 12%
 *   scaled    123456 as 123 (`0,`) or as 12.3 (`0!.0,`)
 *   text      123456 as 00123456 or 12-3456, 12.5 as 12.50万元; `show` returns `null` where it shows the plain number
 */
export type NumberDisplay =
  | { readonly kind: 'plain' | 'percent' | 'scaled' }
  | { readonly kind: 'date'; readonly lacks: DatePart | null }
  | { readonly kind: 'text'; readonly show: (value: number) => string | null };

const plain: NumberDisplay = { kind: 'plain' };
const percent: NumberDisplay = { kind: 'percent' };

/** ECMA-376 §18.8.30: 9 and 10 are percentages everywhere, 67 and 68 in Thai. */
const builtInPercents: ReadonlySet<number> = new Set([9, 10, 67, 68]);

/** Takes the `numFmtId` of a cell style that the styles part does not define. */
export function builtInDisplay(id: number): NumberDisplay {
  if (builtInPercents.has(id)) return percent;
  return isBuiltInDateFormat(id) ? { kind: 'date', lacks: lackingBuiltInPart(id) } : plain;
}

/** Formats of more characters are plain: Excel allows 255. */
const maxFormatLength = 255;

/** Takes a format code (ECMA-376 §18.8.31), such as `0.0%;[Red]-0.0%` or `"No."00000`. */
export function compileDisplay(code: string): NumberDisplay {
  if (code.length > maxFormatLength) return plain;
  if (isDateFormat(code)) return { kind: 'date', lacks: lackingPart(code) };
  const sections = splitSections(code).map(parseSection);
  const [first] = sections;
  if (first === undefined) return plain;
  if (sections.some(({ percents }) => percents > 0)) return first.percents > 1 ? { kind: 'scaled' } : percent;
  if (sections.some(({ isScaled }) => isScaled)) return { kind: 'scaled' };
  const deciding = sections.some(({ condition }) => condition !== null) ? sections : [first];
  const showDigits = deciding.some(({ isText }) => isText) ? showBySection(sections) : null;
  const showWords = sections.some(({ words }) => words !== null) ? showWithWords(sections) : null;
  if (showDigits === null && showWords === null) return plain;
  return { kind: 'text', show: (value) => showDigits?.(value) ?? showWords?.(value) ?? null };
}

/** `text` is a literal; `0`, `#` and `?` are digits. */
type Token = { readonly digit: boolean; readonly text: string };

type Section = {
  readonly tokens: readonly Token[];
  readonly condition: ((value: number) => boolean) | null;
  readonly percents: number;
  readonly isScaled: boolean;
  /** It shows another text than the plain number. */
  readonly isText: boolean;
  /** What stands around a number that is otherwise shown as it is: a unit. */
  readonly words: Words | null;
};

type Words = {
  readonly before: string;
  readonly behind: string;
  /** `null` for General. */
  readonly decimals: { readonly min: number; readonly max: number } | null;
  readonly isGrouped: boolean;
};

const pieces = /"([^"]*)"?|[\\!](.)|[_*].|\[([^\]]*)\]?|(general|g\/通用格式|通用格式)|(e[+-])|([0#?])|(.)/gisu;

function splitSections(code: string): readonly string[] {
  const sections = [''];
  for (const [piece] of code.matchAll(/"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|./gsu)) {
    if (piece === ';') sections.push('');
    else sections.push(`${sections.pop() ?? ''}${piece}`);
  }
  return sections;
}

const currencies = /[¥￥$€£]/u;

type Piece = { readonly kind: 'text' | 'digit' | 'bracket' | 'percent' | 'comma' | 'sign'; readonly text: string };

/** A fraction, the text itself and a decimal point are signs: their value is what people see. */
const signKinds: Readonly<Record<string, Piece['kind']>> = {
  '/': 'sign',
  '@': 'sign',
  '.': 'sign',
  ',': 'comma',
  '%': 'percent',
};

function readPieces(section: string): Piece[] {
  return [...section.matchAll(pieces)].map(([, quoted, escaped, bracket, general, exponent, digit, other = '']) => {
    if (bracket !== undefined) return { kind: 'bracket', text: bracket };
    if (digit !== undefined) return { kind: 'digit', text: digit };
    const literal = quoted ?? escaped;
    if (literal !== undefined) return { kind: 'text', text: literal };
    const word = general ?? exponent;
    return word === undefined ? { kind: signKinds[other] ?? 'text', text: other } : { kind: 'sign', text: word };
  });
}

function parseSection(section: string): Section {
  const all = readPieces(section);
  const tokens = all
    .filter(({ kind, text }) => kind === 'digit' || (kind === 'text' && text !== ''))
    .map(({ kind, text }): Token => ({ digit: kind === 'digit', text }));
  const conditions = all.map(({ kind, text }) => (kind === 'bracket' ? parseCondition(text) : null));
  return {
    tokens,
    condition: conditions.find((condition) => condition !== null) ?? null,
    percents: all.filter(({ kind }) => kind === 'percent').length,
    isScaled: endsWithComma(all) || hasFalsePoint(tokens),
    isText: !all.some(isPlain) && (hasLeadingZeros(tokens) || hasWords(tokens)),
    words: readWords(all),
  };
}

const isGeneral = ({ kind, text }: Piece) => kind === 'sign' && /general|通用格式/iu.test(text);
/** Anything else around the digits is layout: brackets, blanks, signs of money. */
const isWord = ({ kind, text }: Piece) => kind === 'text' && /[\p{L}%‰℃°]/u.test(text);

function readWords(all: readonly Piece[]): Words | null {
  const isNumber = (piece: Piece) => piece.kind === 'digit' || isGeneral(piece);
  const [first, last] = [all.findIndex(isNumber), all.findLastIndex(isNumber)];
  const inside = all.slice(first, last + 1);
  const isOdd = (piece: Piece) =>
    piece.kind === 'text' || (piece.kind === 'sign' && piece.text !== '.' && !isGeneral(piece));
  if (first < 0 || inside.some(isOdd)) return null;
  const textOf = (pieces: readonly Piece[]) =>
    pieces
      .filter(isWord)
      .map(({ text }) => text)
      .join('')
      .trim();
  const [before, behind] = [textOf(all.slice(0, first)), textOf(all.slice(last + 1))];
  if (before === '' && behind === '') return null;
  const point = inside.findIndex(({ text }) => text === '.');
  const places = point < 0 ? [] : inside.slice(point + 1);
  return {
    before,
    behind,
    decimals: inside.some(isGeneral)
      ? null
      : { min: places.filter(({ text }) => text === '0').length, max: places.length },
    isGrouped: inside.some(({ kind }) => kind === 'comma'),
  };
}

function isPlain({ kind, text }: Piece): boolean {
  if (kind === 'bracket') return text.startsWith('$') && !text.startsWith('$-');
  return kind === 'sign' || kind === 'comma' || (kind === 'text' && currencies.test(text));
}

/** A comma behind the digits divides by a thousand, one between them groups. */
function endsWithComma(all: readonly Piece[]): boolean {
  const lastDigit = all.findLastIndex(({ kind }) => kind === 'digit');
  return lastDigit >= 0 && all.slice(lastDigit).some(({ kind }) => kind === 'comma');
}

/** 123456 as 12.3456: people divide by ten thousand in this way. */
function hasFalsePoint(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ digit, text }, i) => !digit && text === '.' && tokens[i - 1]?.digit === true && tokens[i + 1]?.digit === true,
  );
}

function hasLeadingZeros(tokens: readonly Token[]): boolean {
  return tokens.filter(({ digit, text }) => digit && text === '0').length > 1;
}

function hasWords(tokens: readonly Token[]): boolean {
  return tokens.some(({ digit, text }) => !digit && text.trim() !== '');
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
  '<>': (value, limit) => value !== limit,
};

function parseCondition(bracket: string): Section['condition'] {
  const parts = /^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$/.exec(bracket.trim());
  const compare = comparisons[parts?.[1] ?? ''];
  const limit = Number(parts?.[2]);
  return parts === null || compare === undefined ? null : (value) => compare(value, limit);
}

/** A double holds any 15 digits exactly. */
const maxExact = 1e15;

/** Negative, broken and inexact numbers show as they are. */
function showBySection(sections: readonly Section[]): (value: number) => string | null {
  const [first, , third] = sections;
  const byCondition = sections.some(({ condition }) => condition !== null);
  const choose = (value: number): Section | undefined => {
    if (byCondition) return sections.find(({ condition }) => condition === null || condition(value));
    return value === 0 ? (third ?? first) : first;
  };
  return (value) => {
    if (!Number.isInteger(value) || value < 0 || value >= maxExact) return null;
    const section = choose(value);
    if (section?.isText !== true) return null;
    const shown = fillDigits(section.tokens, value === 0 ? '' : String(value));
    return shown === '' ? null : shown;
  };
}

/** 12.5 as 12.50万元; `null` for sections without words. */
function showWithWords(sections: readonly Section[]): (value: number) => string | null {
  const byCondition = sections.some(({ condition }) => condition !== null);
  const choose = (value: number): Section | undefined => {
    if (byCondition) return sections.find(({ condition }) => condition === null || condition(value));
    if (value < 0) return sections[1] ?? sections[0];
    return value === 0 ? (sections[2] ?? sections[0]) : sections[0];
  };
  return (value) => {
    const words = choose(value)?.words ?? null;
    if (words === null || Math.abs(value) >= maxExact) return null;
    const { before, behind, decimals, isGrouped } = words;
    const number =
      decimals === null
        ? formatPlainNumber(Math.abs(value))
        : Math.abs(value).toLocaleString('en-US', {
            minimumFractionDigits: decimals.min,
            maximumFractionDigits: decimals.max,
            useGrouping: isGrouped,
          });
    return `${value < 0 ? '-' : ''}${before}${number}${behind}`;
  };
}

/** Fills from the right; digits that are left over stand at the first place. */
function fillDigits(tokens: readonly Token[], digits: string): string {
  let shown = '';
  let rest = digits;
  let places = tokens.filter(({ digit }) => digit).length;
  for (const { digit, text } of tokens.toReversed()) {
    if (!digit) {
      shown = text + shown;
      continue;
    }
    places -= 1;
    const take = places === 0 ? rest : rest.slice(-1);
    rest = rest.slice(0, rest.length - take.length);
    shown = (take === '' && text === '0' ? '0' : take) + shown;
  }
  return shown.trim();
}
