import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEntryCount, entryWords, headerWords, readKeyHash } from '../../lib/kernel/hashing/index-format.ts';
import { RowIndex } from '../../lib/records/row-index.ts';

const words = (n: number) => new Uint32Array([n, n ^ 7, n >>> 3, 1]);
const hashOf = (value: number) => new Uint32Array([value, 2, 3, 4]);

/** Rows are [key, value]; gives the verdicts and the index after them. */
function deliver(before: Uint32Array | null, seq: number, rows: readonly (readonly [number, number])[], full: boolean) {
  const index = new RowIndex(before === null ? null : before.slice());
  const verdicts = rows.map(([key, value], i) => index.compareRow(words(key), hashOf(value), i + 2));
  return { verdicts, removed: full ? index.countMissing() : 0, next: index.next(seq, full), index };
}

describe('a delivery compared with the stored records', () => {
  const first = deliver(
    null,
    1,
    [
      [10, 1],
      [20, 1],
      [30, 1],
    ],
    true,
  );

  test.each([
    [
      'the same rows again',
      [
        [30, 1],
        [10, 1],
        [20, 1],
      ],
      ['unchanged', 'unchanged', 'unchanged'],
      0,
    ],
    [
      'one value changed',
      [
        [10, 1],
        [20, 2],
        [30, 1],
      ],
      ['unchanged', 'changed', 'unchanged'],
      0,
    ],
    [
      'one row missing',
      [
        [10, 1],
        [30, 1],
      ],
      ['unchanged', 'unchanged'],
      1,
    ],
    [
      'one row more',
      [
        [10, 1],
        [20, 1],
        [30, 1],
        [40, 1],
      ],
      ['unchanged', 'unchanged', 'unchanged', 'new'],
      0,
    ],
    [
      'a stored key twice',
      [
        [10, 1],
        [10, 1],
        [20, 1],
        [30, 1],
      ],
      ['unchanged', 'repeated', 'unchanged', 'unchanged'],
      0,
    ],
    [
      'a new key twice',
      [
        [10, 1],
        [20, 1],
        [30, 1],
        [40, 1],
        [40, 2],
      ],
      ['unchanged', 'unchanged', 'unchanged', 'new', 'duplicate'],
      0,
    ],
    ['nothing at all', [], [], 3],
  ] as const)('%s', (_name, rows, verdicts, removed) => {
    const second = deliver(first.next, 2, rows, true);
    expect(second.verdicts).toEqual(verdicts);
    expect(second.removed).toBe(removed);
  });

  test('a duplicate names the first row', () => {
    expect(
      deliver(
        null,
        1,
        [
          [5, 1],
          [6, 1],
          [5, 2],
        ],
        false,
      ).index.firstRowOf(words(5)),
    ).toBe(2);
  });

  test('a rejected row keeps its stored record from being missing, and adds none', () => {
    const index = new RowIndex(first.next.slice());
    expect(index.noteRejected(words(20), 2)).toBe(true);
    expect(index.noteRejected(words(99), 3)).toBe(true);
    expect(index.noteRejected(words(99), 4)).toBe(false);
    expect(index.countMissing()).toBe(2);
    expect(readEntryCount(index.next(2, true))).toBe(1);
  });

  test('changed and new records carry the new sequence number, the others keep theirs', () => {
    const second = deliver(
      first.next,
      2,
      [
        [10, 1],
        [20, 9],
        [15, 1],
      ],
      false,
    ).next;
    const seqs = Array.from({ length: readEntryCount(second) }, (_, i) => [
      second[headerWords + i * entryWords],
      second[headerWords + i * entryWords + 8],
    ]);
    expect(seqs).toEqual([
      [10, 1],
      [15, 2],
      [20, 2],
      [30, 1],
    ]);
  });
});

test('the index equals a plain map, whatever is delivered in whatever order', () => {
  const delivery = fc.record({
    full: fc.boolean(),
    rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3 })), { maxLength: 80 }),
  });
  fc.assert(
    fc.property(fc.array(delivery, { maxLength: 6 }), (deliveries) => {
      let index: Uint32Array | null = null;
      let model = new Map<number, { value: number; seq: number }>();
      deliveries.forEach(({ full, rows }, i) => {
        const seq = i + 1;
        const result = deliver(index, seq, rows, full);
        const next = full ? new Map<number, { value: number; seq: number }>() : new Map(model);
        const shown = new Set<number>();
        for (const [key, value] of rows) {
          if (shown.has(key)) continue;
          shown.add(key);
          const before = model.get(key);
          next.set(key, before !== undefined && before.value === value ? before : { value, seq });
        }
        model = next;
        index = result.next;
        const expected = [...model].sort(([a], [b]) => a - b).map(([key, { value, seq: at }]) => [key, value, at]);
        const found = Array.from({ length: readEntryCount(result.next) }, (_, n) => {
          const at = headerWords + n * entryWords;
          return [result.next[at], result.next[at + 4], result.next[at + 8]];
        });
        expect(found).toEqual(expected);
      });
    }),
  );
});

test('ten thousand keys that share their first word stay distinct', () => {
  const index = new RowIndex(null);
  const key = (n: number) => new Uint32Array([7, n, 0, 0]);
  for (let n = 1; n <= 10_000; n += 1) expect(index.compareRow(key(n), hashOf(1), n)).toBe('new');
  expect(index.firstRowOf(key(9_999))).toBe(9_999);
  expect(readKeyHash(index.next(1, false), headerWords)).toBe('00000007000000010000000000000000');
});

describe('a row that says of its record that it is gone', () => {
  const first = deliver(
    null,
    1,
    [
      [10, 1],
      [20, 1],
      [30, 1],
    ],
    true,
  );

  test.each<[string, (index: RowIndex) => unknown, unknown, readonly number[]]>([
    ['stored: it is removed', (index) => index.noteRemoved(words(20), 1), 'removed', [10, 30]],
    ['never stored: nothing to do', (index) => index.noteRemoved(words(40), 1), 'absent', [10, 20, 30]],
    [
      'said twice: once',
      (index) => [index.noteRemoved(words(20), 1), index.noteRemoved(words(20), 2)],
      ['removed', 'duplicate'],
      [10, 30],
    ],
    [
      'never stored, removed twice',
      (index) => [index.noteRemoved(words(40), 1), index.noteRemoved(words(40), 2)],
      ['absent', 'duplicate'],
      [10, 20, 30],
    ],
    [
      'a newer row shows it: it stays',
      (index) => [index.compareRow(words(20), hashOf(2), 1), index.noteRemoved(words(20), 2)],
      ['changed', 'duplicate'],
      [10, 20, 30],
    ],
    [
      'an older row shows it: it goes',
      (index) => [index.noteRemoved(words(20), 1), index.compareRow(words(20), hashOf(2), 2)],
      ['removed', 'duplicate'],
      [10, 30],
    ],
    [
      'never stored, and an older row shows it: it is not added',
      (index) => [index.noteRemoved(words(40), 1), index.compareRow(words(40), hashOf(1), 2)],
      ['absent', 'duplicate'],
      [10, 20, 30],
    ],
    [
      'a newer row about it was rejected: it stays',
      (index) => [index.noteRejected(words(20), 1), index.noteRemoved(words(20), 2)],
      [true, 'duplicate'],
      [10, 20, 30],
    ],
    [
      'an older row about it was rejected: it goes',
      (index) => [index.noteRemoved(words(20), 1), index.noteRejected(words(20), 2)],
      ['removed', false],
      [10, 30],
    ],
    [
      'a new row came first: it stays',
      (index) => [index.compareRow(words(15), hashOf(1), 1), index.noteRemoved(words(15), 2)],
      ['new', 'duplicate'],
      [10, 15, 20, 30],
    ],
  ])('%s', (_name, act, verdicts, left) => {
    const index = new RowIndex(first.next.slice());
    expect(act(index)).toEqual(verdicts);
    const next = index.next(2, false);
    expect(Array.from({ length: readEntryCount(next) }, (_, i) => next[headerWords + i * entryWords])).toEqual(left);
  });

  test('it is not missing besides: what is counted as removed is counted once', () => {
    const index = new RowIndex(first.next.slice());
    index.noteRemoved(words(20), 1);
    expect(index.countMissing()).toBe(2);
    expect([...index.missingKeys()].length).toBe(2);
    expect(readEntryCount(index.next(2, true))).toBe(0);
  });

  test('the checksums of the stored records are those of their rows, whatever is seen afterwards', () => {
    const index = new RowIndex(first.next.slice());
    const sums = index.sums();
    index.compareRow(words(20), hashOf(9), 1);
    expect(sums.rows).toBe(3);
    expect(sums.countDifferingRanges(new RowIndex(first.next.slice()).sums())).toBe(0);
    expect(sums.countDifferingRanges(new RowIndex(index.next(2, false)).sums())).toBe(1);
  });
});
