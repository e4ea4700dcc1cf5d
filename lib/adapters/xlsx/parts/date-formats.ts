import type { DatePart } from '../../../kernel/sheet.ts';

/** ECMA-376 §18.8.30 and the East Asian editions (27–36, 50–58). */
const builtInDates: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Takes the `numFmtId` of a cell style; custom formats (164 and above) need `isDateFormat`. */
export function isBuiltInDateFormat(id: number): boolean {
  return builtInDates.some(([first, last]) => id >= first && id <= last);
}

/**
 * The first section has one of y m d h s e g a outside quotes, escapes and brackets, or counts hours: Excel makes
 * `[h]:mm:ss` of a typed 25:30.
 *
 *   true    yyyy"年"m"月"d"日"   [$-804]yyyy/m/d;@   [h]:mm
 *   false   [Red]0.00   "d"0   0.00E+00
 */
export function isDateFormat(code: string): boolean {
  const { section, pattern } = datePattern(code);
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return true;
  return /[ymdhseg]|aaa|am\/pm|a\/p|上午/i.test(pattern) && !pattern.includes('@');
}

/** Years are e in China; dddd is a day of the week. `null` for a date that is shown whole. */
export function lackingPart(code: string): DatePart | null {
  const { pattern } = datePattern(code);
  if (!/[yeg]/i.test(pattern)) return 'year';
  return /(?<!d)d{1,2}(?!d)/i.test(pattern) ? null : 'day';
}

const withoutYear: ReadonlySet<number> = new Set([16, 18, 19, 20, 21, 28, 29, 45, 46, 47, 51, 53, 54, 55, 56, 58]);
const withoutDay: ReadonlySet<number> = new Set([17, 27, 36, 50, 52, 57]);

/** The same for built-in formats, as Excel in Chinese shows them. */
export function lackingBuiltInPart(id: number): DatePart | null {
  if (withoutYear.has(id)) return 'year';
  return withoutDay.has(id) ? 'day' : null;
}

function datePattern(code: string): { readonly section: string; readonly pattern: string } {
  const bare = code
    .replace(/"[^"]*"?/g, '') //       quoted text
    .replace(/[\\_*]./gsu, ''); //      escaped, padding and filling characters
  const section = bare.split(';', 1)[0] ?? '';
  const pattern = section
    .replace(/\[[^\]]*\]?/g, '') //     colours, conditions, locales
    .replace(/g?\/?(?:general|通用格式)/gi, '')
    .replace(/e[+-]/gi, '');
  return { section, pattern };
}
