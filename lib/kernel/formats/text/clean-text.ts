/** Recognizes ASCII, CJK and Chinese punctuation, which make up nearly every cell. */
export function isCleanText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x4e00 && code <= 0x9fff) continue;
    if (code >= 0x20 && code <= 0x7e) continue;
    if (
      (code > 0x3000 && code < 0x3040) ||
      code === 0xff08 ||
      code === 0xff09 ||
      code === 0xff0c ||
      code === 0xff1a ||
      code === 0xff1b
    )
      continue;
    return false;
  }
  return text.charCodeAt(0) !== 0x20 && text.charCodeAt(text.length - 1) !== 0x20;
}

const fullWidth = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu;
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const placeholders: ReadonlySet<string> = new Set([
  '-',
  '--',
  '—',
  '——',
  '/',
  '//',
  '\\',
  'N/A',
  'n/a',
  'NULL',
  'null',
]);

/** Trims, converts full-width letters, removes invisible characters. Placeholders become ''. */
export function cleanText(text: string): string {
  if (isCleanText(text)) return text.length < 5 && placeholders.has(text) ? '' : text;
  const cleaned = text
    .replace(fullWidth, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(invisible, '')
    .replace(/\r\n?/g, '\n')
    .trim();
  return placeholders.has(cleaned) ? '' : cleaned;
}
