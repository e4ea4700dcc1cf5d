import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from '../../../lib/certificates/face/break-lines.ts';

/** Han characters and wide punctuation are 2 wide, all others 1. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0);

test.each<[string, string, number, string[]]>([
  ['a line that fits', '漯河市', 6, ['漯河市']],
  ['a break between any two characters', '漯河市源汇区', 8, ['漯河市源', '汇区']],
  ['no closing mark at the start of a line', '漯河市源，汇区', 8, ['漯河市', '源，汇区']],
  ['several closing marks stay together', '漯河市（源）。', 10, ['漯河市', '（源）。']],
  ['no opening mark at the end of a line', '漯河市（源汇', 8, ['漯河市', '（源汇']],
  ['a number is not split', '编号20240001', 10, ['编号', '20240001']],
  ['a word or an address is not split', '见www.a.cn/b', 10, ['见', 'www.a.cn/b']],
  ['a unit stays with its number', '面积约12.5㎡', 10, ['面积约', '12.5㎡']],
  ['a word wider than a line is split', 'ABCDEFGH', 5, ['ABCDE', 'FGH']],
  ['a space at a break is dropped', 'room 12 street', 7, ['room 12', 'street']],
  ['a line break in the text is kept', '甲\n乙', 20, ['甲', '乙']],
  ['an empty line is kept', '甲\n\n乙', 20, ['甲', '', '乙']],
  ['an empty text is one empty line', '', 20, ['']],
  ['a code point in brackets is not split', '王［U+2A6D6］某', 12, ['王', '［U+2A6D6］', '某']],
])('%s', (_, text, maxWidth, lines) => {
  expect(breakLines(text, maxWidth, widthOf)).toEqual(lines);
});

test('no character is lost or doubled, and no line exceeds the width', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('漯河市（），。；“”0123ABC abc-./〔〕㎡𠀀')) });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (text, maxWidth) => {
      const lines = breakLines(text, maxWidth, widthOf);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(maxWidth);
    }),
  );
});
