import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../../infra/seeds/index.ts';
import { isGarbled } from '../../../lib/kernel/formats/text/is-garbled.ts';
import * as vocabulary from '../../../lib/kernel/synthetic/vocabulary.ts';

const utf8As = (encoding: string, text: string) => new TextDecoder(encoding).decode(new TextEncoder().encode(text));
const gbkAsLatin = (bytes: readonly number[]) => String.fromCharCode(...bytes);

test.each([
  ['replaced bytes', '张\ufffd'],
  ['replaced bytes, read as GBK', utf8As('gbk', '\ufffd\ufffd')],
  ['memory of a program that was being tried out', '烫烫烫烫'],
  ['the same, from elsewhere in it', '屯屯屯'],
  ['UTF-8 read as GBK', utf8As('gbk', '人民政府')],
  ['the same, behind a number', `3${utf8As('gbk', '人民政府')}`],
  ['the same, with a euro sign', utf8As('gbk', '一九七九')],
  ['UTF-8 read as Windows-1252', utf8As('windows-1252', '王芳')],
  ['the same, one character', utf8As('windows-1252', '男')],
  ['the same, among other letters', `No.3 ${utf8As('windows-1252', '人民')} A`],
  ['GBK read as Latin-1', gbkAsLatin([0xd3, 0xd0, 0xcf, 0xde, 0xb9, 0xab, 0xcb, 0xbe])],
])('%s', (_, text) => {
  expect(isGarbled(text)).toBe(true);
});

test.each([
  ['涓滴婕渠洳'],
  ['浜河湾小区'],
  ['屯里村屯头屯'],
  ['麻辣烫烫面'],
  ['锟铻剑'],
  ['鍥國際貿易有限公司漢語'],
  ['臺灣省臺北縣永和鄉'],
  ['25℃±2℃，≤0.5μm'],
  ['某××××公司'],
  ['□□□□'],
  ['····'],
  ['§3.2 № 12'],
  ['Jäääär Öö'],
  ['Ångström é – “à”'],
  ['señor, ¿qué?'],
  ['ÄÖÜ'],
  ['¥100'],
  ['😀𠮷'],
  ['ゲーム'],
  ['한국어'],
  ['Москва'],
  [''],
])('not “%s”', (text) => {
  expect(isGarbled(text)).toBe(false);
});

test('no text of the catalogue, its code lists, the departments or the synthetic people is garbled', () => {
  const words: string[] = [];
  JSON.stringify(
    [seedDatasets(), [...seedCodeLists().values()], seedDepartments(), vocabulary],
    (_, value: unknown) => {
      if (typeof value === 'string') words.push(value);
      return value;
    },
  );
  expect(words.length).toBeGreaterThan(5000);
  expect(words.filter(isGarbled)).toEqual([]);
});

describe('for any text', () => {
  const usual = fc.string({
    unit: fc
      .integer({ min: 0xb0a1, max: 0xd7f9 })
      .filter((code) => (code & 0xff) > 0xa0 && (code & 0xff) < 0xff)
      .map((code) => new TextDecoder('gbk').decode(Uint8Array.of(code >> 8, code & 0xff))),
    minLength: 4,
    maxLength: 12,
  });

  test('common characters are not garbled', () => {
    fc.assert(
      fc.property(
        usual.filter((text) => !/([屯烫])\1\1/u.test(text)),
        (text) => !isGarbled(text),
      ),
    );
  });

  test('four of them read as GBK are garbled, except the few whose bytes split differently', () => {
    // A second character with middle byte 80 (退 E9 80 80) shifts the bytes after it.
    const apart = (text: string) => Array.from(text).some((sign) => new TextEncoder().encode(sign)[1] === 0x80);
    fc.assert(
      fc.property(
        usual.filter((text) => !apart(text)),
        (text) => isGarbled(utf8As('gbk', text)),
      ),
    );
  });

  test('read as Windows-1252 they are garbled, or hold control characters', () => {
    fc.assert(
      fc.property(
        usual,
        (text) => isGarbled(utf8As('windows-1252', text)) || /[\u0080-\u009f]/.test(utf8As('windows-1252', text)),
      ),
    );
  });
});
