import { unifiedText } from '../../text/unified-text.ts';
import { isOddTextPlaceholder, isTextPlaceholder } from './placeholders.ts';

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

/** Writes unifiedText trimmed, full-width letters and digits as ASCII, every blank as a space. Placeholders become ''. */
export function cleanText(text: string): string {
  if (isCleanText(text)) return isTextPlaceholder(text) ? '' : text;
  const cleaned = unifiedText(text)
    .replace(fullWidth, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[^\S\n]/gu, ' ')
    .trim();
  return isOddTextPlaceholder(cleaned) ? '' : cleaned;
}
