import { expect, test } from 'vitest';
import { printableText } from '../../../lib/certificates/face/printable-text.ts';
import { fonts } from './fonts.ts';

test.each([
  ['what the fonts have', '王芳·〔2024〕㎡', '王芳·〔2024〕㎡'],
  ['a name character of GB 18030’s extension A', '㐂䶮', '㐂䶮'],
  ['one that came late to the basic plane', '鿍', '鿍'],
  ['one of extension B that the fonts have not stands as its number', '王𪛖芳', '王［U+2A6D6］芳'],
  ['and one of extension B that they have', '𣗋', '𣗋'],
  ['a letter of a script that they have not', 'كا', '［U+0643］［U+0627］'],
  ['a variation selector has no form', '葛\u{e0100}城', '葛城'],
  ['an invisible mark', '\ufeff甲\u200b乙\u0007', '甲乙'],
  ['a letter with its mark apart', 'Ame\u0301lie', 'Amélie'],
  ['a compatibility character that they have not, as the one that is canonically the same', '\uf9b5', '例'],
  ['spaces of any kind', '甲\u3000 \t乙', '甲 乙'],
  ['line ends of any kind', '甲\r\n乙\r丙\u2028丁', '甲\n乙\n丙\n丁'],
  ['half a surrogate pair', '甲\ud840', '甲［U+FFFD］'],
])('%s', (_, text, shown) => {
  expect(printableText(text, (character) => character !== '\ufffd' && fonts.has(character))).toBe(shown);
});

test('the fonts hold every character of GB 2312 and the whole of U+4E00–9FA5', () => {
  const lacking = Array.from({ length: 0x9fa5 - 0x4e00 + 1 }, (_, i) => String.fromCodePoint(0x4e00 + i)).filter(
    (character) => !fonts.has(character),
  );
  expect(lacking).toEqual([]);
});
