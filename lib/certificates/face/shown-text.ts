import type { Glyphs } from './face.ts';

/**
 * Text as the face can show it: a character that the fonts lack stands as its number, `［U+2A6D6］`, so that nobody overlooks it; the document keeps
 * the character itself. What has no form of its own (variation selectors, joiners, control characters) is left out, spaces of any kind become one.
 *   '王𪛖'   →   '王［U+2A6D6］'
 */
export function shownText(text: string, has: Glyphs['has']): string {
  let shown = '';
  for (const character of text.toWellFormed().replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.normalize('NFC'))) {
    if (character === '\n') shown += character;
    else if (/\s/u.test(character)) shown += shown.endsWith(' ') ? '' : ' ';
    else if (/[\p{Default_Ignorable_Code_Point}\p{Cc}]/u.test(character)) continue;
    else shown += has(character) ? character : `［U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}］`;
  }
  return shown;
}
