import type { Glyphs } from './face.ts';

/**
 * Text as the face can show it: a character that the fonts lack stands as its number, `［U+2A6D6］`, so that nobody overlooks it; the document keeps
 * the character itself. What has no form of its own (variation selectors, joiners, control characters) is left out, spaces of any kind become one.
 *   '王𪛖'   →   '王［U+2A6D6］'
 */
export function printableText(text: string, has: Glyphs['has']): string {
  let shown = '';
  for (const character of text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.normalize('NFC'))) {
    if (character === '\n') shown += character;
    else if (
      /[\p{Default_Ignorable_Code_Point}\ufeff]/u.test(character) ||
      (/\p{Cc}/u.test(character) && character !== '\t')
    )
      continue;
    else if (/\s/u.test(character)) shown += shown.endsWith(' ') ? '' : ' ';
    else shown += printableCharacter(character, has);
  }
  return shown;
}

/** The character, or what Unicode calls canonically the same (U+F9B5 is 例), or its number. */
function printableCharacter(character: string, has: Glyphs['has']): string {
  if (has(character)) return character;
  const same = character.normalize('NFC');
  return same !== character && Array.from(same).every(has)
    ? same
    : `［U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}］`;
}
