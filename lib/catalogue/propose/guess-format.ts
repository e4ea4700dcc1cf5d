import { fieldFormatNames } from '../../../schemas/catalogue/labels.ts';
import { type Guess, guesses } from './guesses.ts';
import { type ColumnValues, countFitting } from './read-column.ts';
import { unitOfHeading } from './unit-of-heading.ts';

/** More cells than these tell nothing more about a column. */
const sampleSize = 500;
/** A heading that needs a larger share says too little for a column without values, 0 to 1. */
const maxUnseenShare = 0.9;

export type Guessed = Omit<Guess, 'heading' | 'looks' | 'headedShare' | 'bareShare'> & {
  readonly unit?: string;
  /** The first half of a sentence. */
  readonly why: string;
};

/** Guesses a column's format from heading and values; a text when nothing else fits. */
export function guessFormat(column: ColumnValues, today: string): Guessed {
  const { heading, cells, texts } = column;
  const bare = heading.replace(/[（(][^（()）]*[）)]$/u, '');
  const sample = { cells: cells.slice(0, sampleSize), texts: texts.slice(0, sampleSize) };
  for (const guess of guesses) {
    const isHeaded = [heading, bare].some((text) => guess.heading?.test(text) === true);
    const least = isHeaded ? guess.headedShare : guess.bareShare;
    if (least === undefined || (sample.cells.length === 0 && least > maxUnseenShare)) continue;
    if (!isHeaded && shareOf(sample.texts, (text) => guess.looks?.test(text) === true) < least) continue;
    const field = withUnit(guess, heading);
    const fitting = countFitting(sample.cells, { field: { ...field, label: heading || '信息项' }, today });
    if (fitting < least * sample.cells.length) continue;
    return {
      ...field,
      why: explainGuess(fieldFormatNames[guess.format], isHeaded ? heading : null, sample.cells.length === 0),
    };
  }
  return protectAsHeaded(guessNumber(column) ?? guessText(column), heading);
}

function explainGuess(format: string, heading: string | null, isEmpty: boolean): string {
  if (heading === null) return `内容像是${format}`;
  return isEmpty ? `这一列没有内容，按表头“${heading}”推断为${format}` : `表头“${heading}”说明是${format}`;
}

/** Values that do not fit are personal all the same where the heading says so. */
function protectAsHeaded(guessed: Guessed, heading: string): Guessed {
  const named = guesses.find((guess) => guess.heading?.test(heading) === true && (guess.sensitivity ?? 1) > 2);
  if (named === undefined || guessed.sensitivity !== undefined) return guessed;
  return { ...guessed, sensitivity: 3, mask: guessed.type === 'C' ? (named.mask ?? 'all') : 'all' };
}

const shareOf = (texts: readonly string[], holds: (text: string) => boolean): number =>
  texts.filter(holds).length / Math.max(1, texts.length);

const unitless: ReadonlySet<string> = new Set([
  'percent',
  'longitude',
  'latitude',
  'elevation',
  'height-cm',
  'weight-kg',
]);

function withUnit(
  { heading: _heading, looks: _looks, headedShare: _headed, bareShare: _bare, ...field }: Guess,
  heading: string,
) {
  const unit = unitOfHeading(heading);
  const isNumber = field.type === 'N' || field.type === 'Y' || field.type === 'I';
  return { ...field, ...(unit === undefined || !isNumber || unitless.has(field.format) ? {} : { unit }) };
}

/** What reads like a number but is none: leading zeros, and more digits than Excel keeps. */
const label = /^0\d|\d{16}/;
const named = /编号|编码|代码|号码|证号|文号|号$|序号|代号/u;
const integer = /^-?\d{1,3}(?:,\d{3})+$|^-?\d+$/;
const decimal = /^-?(?:\d[\d,]*)?\.?\d+$/;
const numericShare = 0.9;

function guessNumber({ heading, texts }: ColumnValues): Guessed | null {
  if (texts.length === 0 || named.test(heading) || texts.some((text) => label.test(text))) return null;
  const numbers = texts.filter((text) => decimal.test(text));
  if (numbers.length < texts.length * numericShare) return null;
  const unit = unitOfHeading(heading);
  const own = unit === undefined ? {} : { unit };
  const places = Math.max(0, ...numbers.map((text) => (text.split('.')[1] ?? '').length));
  const digits = Math.max(1, ...numbers.map((text) => text.replace(/\..*$/u, '').replace(/\D/gu, '').length));
  if (places === 0 && numbers.every((text) => integer.test(text)))
    return { format: 'integer', type: 'I', length: Math.max(4, digits + 2), ...own, why: '内容都是整数' };
  const scale = Math.min(6, Math.max(2, places));
  return { format: 'decimal', type: 'N', length: digits + 2 + scale, scale, ...own, why: '内容是带小数的数字' };
}

const localNumber = /^[0-9A-Za-z()（）-]{4,30}$/;
const lengths = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000] as const;
const memoLength = 500;
/** Persons or organizations: 权利人, 抵押人. */
const holder = /人$/u;
const homeAddress = /住址|住所地?$|家庭.*地址|居住地/u;
const sensitive = /民族|宗教|病|诊断|健康|伤残|残疾|婚姻|收入|贫困|低保/u;

function guessText({ heading, texts }: ColumnValues): Guessed {
  if (named.test(heading) && texts.length > 0 && shareOf(texts, (text) => localNumber.test(text)) >= numericShare)
    return { format: 'local-number', type: 'C', length: 30, why: `表头“${heading}”说明是编号，由数字和字母组成` };
  const longest = Math.max(0, ...texts.map((text) => Array.from(text).length));
  const length = lengths.find((one) => one >= longest * 1.2) ?? 8_000;
  const type = length > memoLength ? 'M' : 'C';
  const plain = {
    format: 'text',
    type,
    length,
    why: texts.length === 0 ? '这一列没有内容，暂按文本' : `内容是文字，最长 ${longest} 个字`,
  } as const;
  if (homeAddress.test(heading)) return { ...plain, sensitivity: 3, mask: 'address' };
  if (holder.test(heading)) return { ...plain, sensitivity: 2, mask: 'name' };
  return sensitive.test(heading) ? { ...plain, sensitivity: 3 } : plain;
}
