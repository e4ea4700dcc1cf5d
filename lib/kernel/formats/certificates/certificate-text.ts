import { compactText } from '../text/compact-text.ts';

const brackets = /[〔〕【】[\]]/u;

/** No placeholder has 5 characters and a digit. */
function isBareNumber(text: string): boolean {
  if (text.length < 5) return false;
  let hasDigit = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) hasDigit = true;
    if (code < 0x30 || code > 0x7a || (code > 0x39 && code < 0x41) || (code > 0x5a && code < 0x61)) return false;
  }
  return hasDigit;
}

/** Removes blanks; 〔2020〕, 【2020】 and （2020） become (2020). */
export function certificateText(text: string): string {
  if (isBareNumber(text)) return text;
  const compact = compactText(text);
  return brackets.test(compact) ? compact.replace(/[〔【[]/gu, '(').replace(/[〕】\]]/gu, ')') : compact;
}
