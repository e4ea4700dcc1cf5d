/** A line never begins with these. */
const closing = /[、。，．：；！？）】》〉」』〕〗］｝”’％‰℃℉°\u3380-\u33df·…—～,.:;!?)\]}%]/u;
/** A line never ends with these. */
const opening = /[（【《〈「『〔〖［｛“‘￥¥＄№([{]/u;
/** A line never breaks between two of these. */
const wordCharacter = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}+\-_/@&#.,:'*]/u;
const combiningMark = /\p{M}/u;

/** Breaks text by GB/T 15834 and CLREQ; only a number or a word wider than a line is split. */
export function breakLines(text: string, maxWidth: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((line) => breakLine(line.trim(), maxWidth, widthOf));
}

function breakLine(text: string, maxWidth: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of splitUnbreakable(text).flatMap((whole) =>
    widthOf(whole.trimEnd()) <= maxWidth ? [whole] : Array.from(whole),
  )) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > maxWidth) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

function splitUnbreakable(text: string): string[] {
  const found: string[] = [];
  let last = '';
  for (const character of text) {
    if (last !== '' && isUnbreakable(last, character)) last += character;
    else {
      if (last !== '') found.push(last);
      last = character;
    }
  }
  return last === '' ? found : [...found, last];
}

function isUnbreakable(before: string, next: string): boolean {
  const last = Array.from(before).at(-1) ?? '';
  if (next === ' ' || combiningMark.test(next)) return true;
  if (last === ' ') return false;
  return (
    closing.test(next) ||
    opening.test(last) ||
    (wordCharacter.test(last) && wordCharacter.test(next)) ||
    (last === '—' && next === '—')
  );
}
