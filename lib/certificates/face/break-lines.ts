/** Never first on a line: closing punctuation and the signs and units (㎡, ㎏) that belong to the number before them. */
const closing = /[、。，．：；！？）】》〉」』〕〗］｝”’％‰℃℉°\u3380-\u33df·…—～,.:;!?)\]}%]/u;
/** Never last on a line. */
const opening = /[（【《〈「『〔〖［｛“‘￥¥＄№([{]/u;
/** Together one word: Latin letters, digits, and what stands between them in numbers, codes and addresses. */
const wordly = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}+\-_/@&#.,:'*]/u;
const mark = /\p{M}/u;

/**
 * Lines no wider than `room`, broken by the customs of Chinese print (GB/T 15834, CLREQ): between any two characters, but no closing mark at a line's
 * start, no opening one at its end, no tear in a number or a Latin word, unless the word alone is wider than a line. A written line break is kept.
 */
export function breakLines(text: string, room: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((line) => breakLine(line.trim(), room, widthOf));
}

function breakLine(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text).flatMap((whole) =>
    widthOf(whole.trimEnd()) <= room ? [whole] : Array.from(whole),
  )) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** What may not be torn, a space at its end. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let last = '';
  for (const character of text) {
    if (last !== '' && joined(last, character)) last += character;
    else {
      if (last !== '') found.push(last);
      last = character;
    }
  }
  return last === '' ? found : [...found, last];
}

function joined(before: string, next: string): boolean {
  const last = Array.from(before).at(-1) ?? '';
  if (next === ' ' || mark.test(next)) return true;
  if (last === ' ') return false;
  return (
    closing.test(next) ||
    opening.test(last) ||
    (wordly.test(last) && wordly.test(next)) ||
    (last === '—' && next === '—')
  );
}
