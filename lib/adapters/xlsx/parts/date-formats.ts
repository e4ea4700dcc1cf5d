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
  const bare = code
    .replace(/"[^"]*"?/g, '') //       quoted text
    .replace(/[\\_*]./gsu, ''); //      escaped, padding and filling characters
  const section = bare.split(';', 1)[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return true;
  const pattern = section
    .replace(/\[[^\]]*\]?/g, '') //     colours, conditions, locales
    .replace(/g?\/?(?:general|通用格式)/gi, '')
    .replace(/e[+-]/gi, '');
  return /[ymdhseg]|aaa|am\/pm|a\/p|上午/i.test(pattern) && !pattern.includes('@');
}
