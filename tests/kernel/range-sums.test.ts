import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RangeChecksums, rangeCount } from '../../lib/kernel/hashing/range-sums.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });
const hash = fc.tuple(word, word, word, word).map((words) => Uint32Array.from(words));
type Row = { readonly key: Uint32Array; readonly row: Uint32Array };
// Keys are unique, as in a source; rows may be equal, and few first bytes give crowded ranges.
const crowded = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffff }), word, word, word)
  .map(([range, rest, ...more]) => Uint32Array.from([range * 2 ** 24 + rest, ...more]));
const same = Uint32Array.from([1, 2, 3, 4]);
const rows = fc.uniqueArray(fc.record({ key: fc.oneof(hash, crowded), row: fc.oneof(hash, fc.constant(same)) }), {
  minLength: 1,
  maxLength: 60,
  selector: ({ key }) => key.join(),
});

function checksumRows(rows: readonly Row[]): RangeChecksums {
  const sums = new RangeChecksums();
  for (const { key, row } of rows) sums.add(key, 0, row, 0);
  return sums;
}

test('the same rows in any order: no range differs', () => {
  fc.assert(
    fc.property(
      rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(checksumRows(all).countDifferingRanges(checksumRows(shuffled))).toBe(0);
        expect(checksumRows(all).rows).toBe(all.length);
      },
    ),
  );
});

const different = (words: Uint32Array, at: number, by: number) =>
  words.map((value, i) => (i === at % 4 ? value ^ by : value));

test.each<[string, (all: readonly Row[], at: number, by: number) => readonly Row[]]>([
  ['a row missing', (all, at) => all.filter((_, i) => i !== at)],
  ['a row more', (all, at, by) => [...all, { key: different(all[at]?.key ?? same, 3, by), row: same }]],
  ['a row twice', (all, at) => [...all, ...all.slice(at, at + 1)]],
  [
    'a row changed in one word',
    (all, at, by) => all.map((one, i) => (i === at ? { key: one.key, row: different(one.row, by, by) } : one)),
  ],
  [
    'a key changed in its last word',
    (all, at, by) => all.map((one, i) => (i === at ? { key: different(one.key, 3, by), row: one.row } : one)),
  ],
])('%s: it shows, in one range', (_name, change) => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.integer({ min: 1, max: 0x7fffffff }), (all, nth, by) => {
      const [before, after] = [checksumRows(all), checksumRows(change(all, nth % all.length, by))];
      expect(before.countDifferingRanges(after)).toBe(1);
      expect(after.countDifferingRanges(before)).toBe(1);
    }),
    { numRuns: 500 },
  );
});

test('two rows that swapped their keys are detected', () => {
  fc.assert(
    fc.property(crowded, crowded, hash, hash, (a, b, one, other) => {
      fc.pre(a.join() !== b.join() && one.join() !== other.join());
      expect(
        checksumRows([
          { key: a, row: one },
          { key: b, row: other },
        ]).countDifferingRanges(
          checksumRows([
            { key: a, row: other },
            { key: b, row: one },
          ]),
        ),
      ).toBeGreaterThan(0);
    }),
  );
});

test('no rows and all rows', () => {
  expect(new RangeChecksums().countDifferingRanges(new RangeChecksums())).toBe(0);
  expect(new RangeChecksums().rows).toBe(0);
  expect(
    checksumRows(
      Array.from({ length: rangeCount }, (_, i) => ({ key: Uint32Array.from([i * 2 ** 24, 0, 0, 0]), row: same })),
    ).countDifferingRanges(new RangeChecksums()),
  ).toBe(rangeCount);
});
