/** Tells whether the fonts of printed papers can show a character. */
export type HasGlyph = (character: string) => boolean;

/**
 * Converts text to characters that the fonts can show: a missing one becomes its code point, invisible ones are
 * dropped.
 *   '王𪛖'   →   '王［U+2A6D6］'
 */
export function printableText(text: string, has: HasGlyph): string {
  let printable = '';
  for (const character of text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/\p{Script=Latin}\p{M}+/gu, (character) => character.normalize('NFC'))) {
    if (character === '\n') printable += character;
    else if (
      /[\p{Default_Ignorable_Code_Point}\ufeff]/u.test(character) ||
      (/\p{Cc}/u.test(character) && character !== '\t')
    )
      continue;
    else if (/\s/u.test(character)) printable += printable.endsWith(' ') ? '' : ' ';
    else printable += printableCharacter(character, has);
  }
  return printable;
}

/** Falls back to the canonical equivalent (U+F9B5 is 例), then to the code point. */
function printableCharacter(character: string, has: HasGlyph): string {
  if (has(character)) return character;
  const same = character.normalize('NFC');
  return same !== character && Array.from(same).every(has)
    ? same
    : `［U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}］`;
}
