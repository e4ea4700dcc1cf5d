function gbk(firstFrom: number, firstTo: number, secondFrom: number, secondTo: number): string {
  const bytes: number[] = [];
  for (let first = firstFrom; first <= firstTo; first++)
    for (let second = secondFrom; second <= secondTo; second++) bytes.push(first, second);
  return new TextDecoder('gbk').decode(Uint8Array.from(bytes));
}

// UTF-8 read as GBK: 人民 E4BA BAE6 B091 → 浜烘皯; a third byte of 80 becomes a euro sign: 一 → 涓€.
const first = gbk(0xe4, 0xe9, 0x80, 0xbf);
let pattern: RegExp | undefined; // Built on first use because most functions never need it.
function utf8AsGbk(): RegExp {
  return (pattern ??= new RegExp(
    `(?:[${first}](?:€|[${gbk(0x81, 0xbf, 0xe4, 0xe9)}][${gbk(0x81, 0xbf, 0x80, 0xbf)}])){2}`,
  ));
}

// UTF-8 read as Windows-1252: 人民 → äººæ°‘. Bytes without a sign are refused elsewhere.
const tail = '[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}';
const utf8AsLatin = new RegExp(`^(?:[ã-éï]${tail})+$|(?:[ã-éï]${tail}){2}`);

// GB 2312 read as Latin-1: 有限 → ÓÐÏÞ. No language writes so many in a row.
const gbAsLatin = /(?:[\u00b0-\u00d7][\u00a1-\u00fe]){2,}/;
const latinLetters = /[À-ÖØ-öø-þ].*[À-ÖØ-öø-þ]/s;

const leftovers = /\ufffd|锟斤拷|烫烫烫|屯屯屯/;

/** A text with none of these skips the regular expressions. */
const beginnings = new Uint8Array(0x1_0000);
for (const sign of `${first}\ufffd锟烫屯ãäåæçèéï`) beginnings[sign.charCodeAt(0)] = 1;
beginnings.fill(1, 0xb0, 0xd8);

/** Recognizes 人民政府 as 浜烘皯鏀垮簻 or äººæ°‘æ”¿åºœ. One or two characters alone are not reported. */
export function isGarbled(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (beginnings[text.charCodeAt(i)] !== 1) continue;
    const letters = gbAsLatin.exec(text)?.[0];
    return (
      leftovers.test(text) ||
      utf8AsGbk().test(text) ||
      utf8AsLatin.test(text) ||
      (letters !== undefined && latinLetters.test(letters))
    );
  }
  return false;
}
