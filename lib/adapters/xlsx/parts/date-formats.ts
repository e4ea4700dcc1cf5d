/**
 * Built-in number formats that show a date or a time (ECMA-376 §18.8.30): 27–36 and 50–58 are those of the Chinese, Japanese and Korean editions.
 * 46 (`[h]:mm:ss`) counts hours and stays a number.
 */
const builtInDates: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
];

export function isBuiltInDateFormat(id: number): boolean {
  return builtInDates.some(([first, last]) => id >= first && id <= last);
}

/**
 * A number format's code shows a date or a time: its first section holds one of y m d h s e g a, outside quotes, escapes and brackets.
 *
 *   yyyy"年"m"月"d"日" → true     [$-804]yyyy/m/d;@ → true     [Red]0.00 → false     "d"0 → false     [h]:mm → false     0.00E+00 → false
 */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"?/g, '') //       quoted text
    .replace(/[\\_*]./gsu, ''); //      escaped, padding and filling characters
  const section = bare.split(';', 1)[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return false;
  const signs = section
    .replace(/\[[^\]]*\]?/g, '') //     colours, conditions, locales
    .replace(/g?\/?(?:general|通用格式)/gi, '')
    .replace(/e[+-]/gi, '');
  return /[ymdhseg]|aaa|am\/pm|a\/p|上午/i.test(signs) && !signs.includes('@');
}
