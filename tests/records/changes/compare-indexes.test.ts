import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeWords } from '../../../lib/kernel/hashing/change-format.ts';
import { entryWords, hashWords } from '../../../lib/kernel/hashing/index-format.ts';
import { compareIndexes } from '../../../lib/records/changes/compare-indexes.ts';

type Entry = readonly [keyHash: number, seq: number];
type Change = readonly [keyHash: number, before: number, after: number];

/** Spreads a small number over the words of a key hash, so that first words are often equal. */
const wordsOf = (key: number) => [Math.floor(key / 4), 0, 0, key % 4];

function* blocksOf(entries: readonly Entry[], size: number): Generator<Uint32Array> {
  const sorted = entries.toSorted(([a], [b]) => a - b);
  for (let first = 0; first < sorted.length; first += size) {
    const block = sorted.slice(first, first + size);
    const words = new Uint32Array(block.length * entryWords);
    block.forEach(([key, seq], i) => {
      words.set(wordsOf(key), i * entryWords);
      words[i * entryWords + 2 * hashWords] = seq;
    });
    yield words;
    yield new Uint32Array(0);
  }
}

async function changesOf(before: readonly Entry[], after: readonly Entry[], size = 2): Promise<Change[]> {
  const found: Change[] = [];
  for await (const block of compareIndexes(blocksOf(before, size), blocksOf(after, size + 1)))
    for (let at = 0; at < block.length; at += changeWords) {
      const [key = 0, , , low = 0, seqBefore = 0, seqAfter = 0] = block.subarray(at, at + changeWords);
      found.push([key * 4 + low, seqBefore, seqAfter]);
    }
  return found;
}

describe('the changes between two indexes', () => {
  test.each<[string, Entry[], Entry[], Change[]]>([
    ['none, both empty', [], [], []],
    [
      'none, of the same versions',
      [
        [1, 1],
        [2, 1],
      ],
      [
        [1, 1],
        [2, 1],
      ],
      [],
    ],
    [
      'a first delivery',
      [],
      [
        [2, 1],
        [1, 1],
      ],
      [
        [1, 0, 1],
        [2, 0, 1],
      ],
    ],
    [
      'a record removed at either end',
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      [[2, 1]],
      [
        [1, 1, 0],
        [3, 1, 0],
      ],
    ],
    [
      'all removed',
      [
        [1, 1],
        [2, 3],
      ],
      [],
      [
        [1, 1, 0],
        [2, 3, 0],
      ],
    ],
    [
      'new, changed, unchanged and removed',
      [
        [1, 1],
        [2, 1],
        [4, 1],
      ],
      [
        [1, 1],
        [2, 2],
        [3, 2],
      ],
      [
        [2, 1, 2],
        [3, 0, 2],
        [4, 1, 0],
      ],
    ],
    ['an older version again, by a roll-back', [[1, 5]], [[1, 2]], [[1, 5, 2]]],
    [
      'keys that differ in their last word only',
      [
        [4, 1],
        [6, 1],
      ],
      [
        [5, 2],
        [6, 1],
      ],
      [
        [4, 1, 0],
        [5, 0, 2],
      ],
    ],
  ])('%s', async (_, before, after, changes) => {
    expect(await changesOf(before, after)).toEqual(changes);
  });

  test('lead from one to the other, whatever the blocks', async () => {
    const index = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 3 })), {
      selector: ([key]) => key,
    });
    await fc.assert(
      fc.asyncProperty(index, index, fc.integer({ min: 1, max: 5 }), async (before, after, size) => {
        const changes = await changesOf(before, after, size);
        const applied = new Map(before);
        for (const [key, seqBefore, seqAfter] of changes) {
          expect(applied.get(key) ?? 0).toBe(seqBefore);
          if (seqAfter === 0) applied.delete(key);
          else applied.set(key, seqAfter);
        }
        expect(new Map([...applied].sort(([a], [b]) => a - b))).toEqual(new Map(after.toSorted(([a], [b]) => a - b)));
        expect(changes.every(([, seqBefore, seqAfter]) => seqBefore !== seqAfter)).toBe(true);
        expect(changes.map(([key]) => key)).toEqual([...new Set(changes.map(([key]) => key))].sort((a, b) => a - b));
      }),
    );
  });

  test('come in blocks of bounded size', async () => {
    const many: Entry[] = Array.from({ length: 150_000 }, (_, i) => [i, 1]);
    const sizes: number[] = [];
    for await (const block of compareIndexes([], blocksOf(many, 40_000))) sizes.push(block.length / changeWords);
    expect(sizes).toEqual([65_536, 65_536, 18_928]);
  });
});
