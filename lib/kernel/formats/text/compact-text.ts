import { compatibleText } from '../../text/unified-text.ts';
import { placeholders } from './placeholders.ts';

/** Longer plain texts are no placeholders. */
const maxPlaceholder = 9;

const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;

function isPlain(text: string, smallLetters: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x21 || code > 0x7e || code === 0x27 || code === 0x60 || (!smallLetters && code > 0x60 && code < 0x7b))
      return false;
  }
  return true;
}

/** Writes compatibleText without white space and Excel's leading apostrophe, with one kind of dash. Placeholders become ''. */
export function compactText(text: string): string {
  if (isPlain(text, true)) return text.length <= maxPlaceholder && placeholders.has(text.toUpperCase()) ? '' : text;
  const compact = compatibleText(text)
    .replace(/\s+/gu, '')
    .replace(dashes, '-')
    .replace(/^['‘’`]+/, '');
  return placeholders.has(compact.toUpperCase()) || /^[-/\\]+$/.test(compact) ? '' : compact;
}

/** Capitalizes compactText's result. */
export function compactCode(text: string): string {
  if (isPlain(text, false)) return text.length <= maxPlaceholder && placeholders.has(text) ? '' : text;
  return compactText(text).toUpperCase();
}
