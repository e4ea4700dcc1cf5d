import { describe, expect, test } from 'vitest';
import {
  unifiedText,
  compatibleText,
  foldKeyValue,
  hasUnprintable,
  isBlankText,
} from '../../../lib/kernel/text/unified-text.ts';

describe('common text', () => {
  test.each<[string, string, string]>([
    ['a direction mark before a name', '\u2067张三', '张三'],
    ['an isolated number', '\u2068411102\u2069', '411102'],
    ['zero-width joiners', '张\u200d三\u200c', '张三'],
    ['a variation selector of an ideograph', '葛\u{e0100}', '葛'],
    ['a variation selector of the basic plane', '㐂\ufe00', '㐂'],
    ['a Mongolian vowel separator', '张\u180e三', '张三'],
    ['a Hangul filler', '张\u3164三\uffa0', '张三'],
    ['tags', '张\u{e0041}三', '张三'],
    ['annotation anchors', '\ufff9张\ufffa三\ufffb', '张三'],
    ['a Kangxi radical', '漯河市\u2f42化馆', '漯河市文化馆'],
    ['radicals of the supplement', '\u2ed3\u2ec5\u2ee2\u2ef0', '长见马龙'],
    ['a compatibility ideograph', '\uf9dc豈', '隆豈'],
    ['a compatibility ideograph of plane 2', '\u{2f80a}', '僧'],
    ['a stroke', '\u31d0', '一'],
    ['a ligature', '\ufb01re', 'fire'],
    ['mathematical digits', '\u{1d7cf}\u{1d7d0}', '12'],
    ['a letter and its accent', 'e\u0301', 'é'],
    ['rare ideographs', '𠮷𰻞㐂﨑龴', '𠮷𰻞㐂﨑龴'],
    ['width and blanks stay', '（集团） ①㎡　Ａ', '（集团） ①㎡　Ａ'],
    ['a flag keeps its letters', '🇨🇳', '🇨🇳'],
  ])('%s', (_name, text, common) => {
    expect(unifiedText(text)).toBe(common);
    expect(unifiedText(common)).toBe(common);
  });

  test('removes every character that Unicode calls default ignorable or a direction control', () => {
    // prettier-ignore
    const ranges = [
      [0xad], [0x34f], [0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x200b, 0x200f],
      [0x202a, 0x202e], [0x2060, 0x206f], [0x3164], [0xfe00, 0xfe0f], [0xfeff], [0xffa0], [0xfff0, 0xfffb],
      [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a], [0xe0000, 0xe0fff],
    ];
    for (const [first = 0, last = first] of ranges)
      for (let code = first; code <= last; code++)
        expect(unifiedText(`a${String.fromCodePoint(code)}b`), code.toString(16)).toBe('ab');
  });
});

test.each<[string, string, boolean]>([
  ['a bell', 'a\u0007', true],
  ['a delete', 'a\u007f', true],
  ['a C1 control', 'a\u0085', true],
  ['a noncharacter', 'a\uffff', true],
  ['a noncharacter of the Arabic block', 'a\ufdd0', true],
  ['a noncharacter of plane 2', 'a\u{2ffff}', true],
  ['half of a character', 'a\ud83d', true],
  ['the other half', '\ude00a', true],
  ['tab and line ends', 'a\tb\r\n', false],
  ['a whole character', '😀𠮷', false],
  ['private use', '\ue000', false],
])('%s is unprintable: %j %s', (_name, text, unprintable) => {
  expect(hasUnprintable(text)).toBe(unprintable);
});

test.each([
  ['', true],
  [' \u3000\t\u200b\u2067', true],
  ['\ufeffa', false],
])('%j is blank: %s', (text, blank) => {
  expect(isBlankText(text)).toBe(blank);
});

test.each([
  ['漯河市（集团）公司', '漯河市(集团)公司'],
  ['漯河市\u2f42化馆', '漯河市文化馆'],
  ['Ａ-１２', 'A-12'],
  ['人民路\u3000 1 号', '人民路 1 号'],
  ['LH2020001', 'LH2020001'],
])('%j is the key %j', (value, folded) => {
  expect(foldKeyValue(value)).toBe(folded);
});

test('compatible text also folds width and compatibility forms', () => {
  expect(compatibleText('\u2067①Ａ（㎡）\u2ed3')).toBe('1A(m2)长');
});
