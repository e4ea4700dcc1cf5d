/** People write these into cells without a value. */
const placeholders: ReadonlySet<string> = new Set([
  '-',
  '--',
  '---',
  '/',
  '//',
  '\\',
  '.',
  '*',
  'N/A',
  'NULL',
  'NONE',
  'NIL',
  '无',
  '空',
  '暂无',
  '没有',
  '不详',
  '(空)',
  '(无)',
]);

const invisible = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;

function isPlain(text: string, smallLetters: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x21 || code > 0x7e || code === 0x27 || code === 0x60 || (!smallLetters && code > 0x60 && code < 0x7b))
      return false;
  }
  return true;
}

/** Applies NFKC; drops white space and Excel's leading apostrophe, unifies dashes. Placeholders become ''. */
export function compactText(text: string): string {
  if (text.length > 4 && isPlain(text, true)) return text;
  const compact = text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(/^['‘’`]+/, '');
  return placeholders.has(compact.toUpperCase()) ? '' : compact;
}

/** Capitalizes compactText's result. */
export function compactCode(text: string): string {
  if (isPlain(text, false)) return text.length < 5 && placeholders.has(text) ? '' : text;
  return compactText(text).toUpperCase();
}
