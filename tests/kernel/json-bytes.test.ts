import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonBytes } from '../../lib/kernel/json-bytes.ts';

const textOf = (lines: JsonBytes) => new TextDecoder('utf-8', { fatal: true }).decode(lines.written);

test.each([
  ['Chinese', '漯河市源汇区人民路1号'],
  ['quotes and backslashes', 'a"b\\c'],
  ['line breaks, tabs and other control characters', '\n\r\t\b\f\u0000\u001f\u007f\u0085'],
  ['letters beyond ASCII', 'é × ß Ж'],
  ['beyond the basic plane', '𠀀𪚥😀'],
  ['lone surrogates', '\ud840 \udc00x\ud840'],
  ['the borders between lengths', '\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}'],
  ['nothing', ''],
])('a text is written as JSON.stringify writes it: %s', (_, text) => {
  const lines = new JsonBytes();
  lines.text(text);
  expect(`"${textOf(lines)}"`).toBe(JSON.stringify(text));
});

test('any text is', () => {
  const lines = new JsonBytes();
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      (one, other) => {
        lines.clear();
        lines.text(one + other);
        expect(`"${textOf(lines)}"`).toBe(JSON.stringify(one + other));
      },
    ),
  );
});

test('memory is reused, and grows to the longest line', () => {
  const lines = new JsonBytes();
  for (const length of [10, 100_000, 10, 300_000]) {
    lines.clear();
    lines.text('王'.repeat(length));
    lines.line('。');
    expect(textOf(lines)).toBe(`${'王'.repeat(length)}。\n`);
  }
});

test.each([0, 7, 10, 99, 100, 1_048_576, Number.MAX_SAFE_INTEGER])('the number %d is its digits', (value) => {
  const lines = new JsonBytes(1);
  lines.number(value);
  expect(textOf(lines)).toBe(String(value));
});

test('words are hex digits, eight each', () => {
  const lines = new JsonBytes();
  lines.hex(new Uint32Array([0, 1, 0xdeadbeef, 0xffffffff]));
  expect(textOf(lines)).toBe('0000000000000001deadbeefffffffff');
});
