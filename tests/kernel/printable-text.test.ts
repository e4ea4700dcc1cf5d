import { expect, test } from 'vitest';
import { printableText } from '../../lib/kernel/printable-text.ts';
import { fonts } from '../certificates/files/fonts.ts';

test.each([
  ['characters of the fonts', '王芳·〔2024〕㎡', '王芳·〔2024〕㎡'],
  ['a name character of GB 18030’s extension A', '㐂䶮', '㐂䶮'],
  ['a late addition to the basic plane', '鿍', '鿍'],
  ['a missing character of extension B becomes its code point', '王𪛖芳', '王［U+2A6D6］芳'],
  ['a character of extension B in the fonts', '𣗋', '𣗋'],
  ['a letter of a missing script', 'كا', '［U+0643］［U+0627］'],
  ['a variation selector is dropped', '葛\u{e0100}城', '葛城'],
  ['an invisible mark', '\ufeff甲\u200b乙\u0007', '甲乙'],
  ['a letter with a combining mark', 'Ame\u0301lie', 'Amélie'],
  ['a missing compatibility character becomes its canonical equivalent', '\uf9b5', '例'],
  ['spaces of any kind', '甲\u3000 \t乙', '甲 乙'],
  ['line ends of any kind', '甲\r\n乙\r丙\u2028丁', '甲\n乙\n丙\n丁'],
  ['half a surrogate pair', '甲\ud840', '甲［U+FFFD］'],
])('%s', (_, text, shown) => {
  expect(printableText(text, (character) => character !== '\ufffd' && fonts.has(character))).toBe(shown);
});

test('the fonts hold GB 2312 and U+4E00–9FA5 completely', () => {
  const lacking = Array.from({ length: 0x9fa5 - 0x4e00 + 1 }, (_, i) => String.fromCodePoint(0x4e00 + i)).filter(
    (character) => !fonts.has(character),
  );
  expect(lacking).toEqual([]);
});
