/**
 * Characters that nobody sees, by Unicode's own properties: zero-width, bidirectional, variation selectors, fillers,
 * tags; U+180E and U+FFF9–FFFB, which Unicode only calls format characters; U+2800, a Braille pattern without dots.
 * docs/decisions/0027-text.md gives the reasons for joiners and selectors.
 */
export const invisibleCharacters = String.raw`\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u180e\u2800\ufff9-\ufffb`;

/** Control characters but tab, line feed and carriage return; noncharacters; lone surrogates. */
export const unprintableCharacters = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Noncharacter_Code_Point}\p{Surrogate}`;

const brokenOrUnseen = new RegExp(String.raw`[\t\n\r\u2028\u2029${invisibleCharacters}${unprintableCharacters}]`, 'u');

const allBrokenOrUnseen = new RegExp(brokenOrUnseen.source, 'gu');

/** Tells a text without line ends, control, direction and invisible characters. */
export function isPrintableLine(text: string): boolean {
  return !brokenOrUnseen.test(text);
}

/** Tells the same of each line. */
export function isPrintableText(text: string): boolean {
  return text.split('\n').every(isPrintableLine);
}

/** Leaves out what is not printable, and keeps the lines. */
export function toPrintableText(text: string): string {
  return text.split('\n').map(toPrintableLine).join('\n');
}

/** Leaves out what is not printable or ends the line. */
export function toPrintableLine(text: string): string {
  return brokenOrUnseen.test(text) ? text.replace(allBrokenOrUnseen, '') : text;
}
