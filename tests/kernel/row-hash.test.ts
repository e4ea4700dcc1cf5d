import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRowHasher } from '../../lib/kernel/hashing/row-hash.ts';

const seed = new Uint32Array([1, 2, 3, 4]);
type Row = Readonly<Record<string, string | null>>;

function hashRow(row: Row, keys: readonly string[] = Object.keys(row), from = seed): string {
  const words = new Uint32Array(4);
  createRowHasher(keys, from)(
    keys.map((key) => row[key] ?? null),
    words,
  );
  return [...words].map((word) => word.toString(16).padStart(8, '0')).join('');
}

describe('rows that are the same', () => {
  test.each<[string, Row, Row]>([
    ['the order of the fields changes', { name: '王芳', sex: '2' }, { sex: '2', name: '王芳' }],
    ['a later version has one field more, still empty', { name: '王芳' }, { name: '王芳', nation: null }],
    ['an empty field is removed', { name: null, sex: '2' }, { sex: '2' }],
  ])('%s', (_, one, other) => expect(hashRow(one)).toBe(hashRow(other)));
});

describe('rows that are not the same', () => {
  test.each<[string, Row, Row]>([
    ['one character', { name: '王芳' }, { name: '王方' }],
    ['one digit at the end of a long text', { remark: '1'.repeat(5000) }, { remark: `${'1'.repeat(4999)}2` }],
    ['a value in another field', { a: '1', b: null }, { a: null, b: '1' }],
    ['two swapped values', { a: '1', b: '2' }, { a: '2', b: '1' }],
    ['the border between two values', { a: '12', b: '3' }, { a: '1', b: '23' }],
    ['an empty field and an empty text', { a: null }, { a: '' }],
    ['a character that is zero', { a: '' }, { a: '\u0000' }],
    ['zeros at the end', { a: 'x' }, { a: 'x\u0000' }],
    ['Latin letters and the two bytes that they would fill', { a: 'AB' }, { a: '\u4241' }],
  ])('%s', (_, one, other) => expect(hashRow(one)).not.toBe(hashRow(other)));

  test('the same row under another key of the city', () => {
    expect(hashRow({ a: '1' }, ['a'], new Uint32Array([9, 9, 9, 9]))).not.toBe(hashRow({ a: '1' }));
  });
});

test('two rows have equal hashes exactly when their filled fields are equal', () => {
  const row = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'dd'),
    fc.option(fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', '王', '\ud800'), maxLength: 4 }), { nil: null }),
  );
  const filled = (values: Row) =>
    JSON.stringify(
      Object.entries(values)
        .filter(([, value]) => value !== null)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  fc.assert(
    fc.property(row, row, (one, other) => (hashRow(one) === hashRow(other)) === (filled(one) === filled(other))),
    { numRuns: 2000 },
  );
});

test('one changed bit of the input flips half the bits of the hash', () => {
  const words = new Uint32Array(4);
  const other = new Uint32Array(4);
  const hash = createRowHasher(['a', 'b'], seed);
  const text = '411102199003070010 王芳';
  const flips = new Array<number>(128).fill(0);
  let inputs = 0;
  for (let trial = 0; trial < 40; trial += 1) {
    const values = [text, String(trial * 7919)];
    hash(values, words);
    for (let at = 0; at < text.length; at += 1) {
      for (let bit = 0; bit < 16; bit += 1) {
        hash(
          [
            text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1),
            values[1] ?? null,
          ],
          other,
        );
        inputs += 1;
        for (let out = 0; out < 128; out += 1)
          flips[out] = (flips[out] ?? 0) + ((((words[out >> 5] ?? 0) ^ (other[out >> 5] ?? 0)) >>> (out & 31)) & 1);
      }
    }
  }
  // 13,440 inputs: 0.5 ± 0.03 is seven standard deviations.
  for (const count of flips) expect(Math.abs(count / inputs - 0.5)).toBeLessThan(0.03);
});

test('no two of 200,000 similar rows share even one half of their hash', () => {
  const hash = createRowHasher(['number', 'amount'], seed);
  const words = new Uint32Array(4);
  const halves = new Set<string>();
  for (let i = 0; i < 200_000; i += 1) {
    hash([String(i % 500), String(Math.floor(i / 500))], words);
    halves.add(`${words[0] ?? 0},${words[1] ?? 0}`).add(`;${words[2] ?? 0},${words[3] ?? 0}`);
  }
  expect(halves.size).toBe(400_000);
});
