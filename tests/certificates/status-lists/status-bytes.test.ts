import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compressStatusList } from '../../../lib/adapters/certificates/compress-status-list.ts';
import { gzip } from '../../../lib/adapters/gzip.ts';
import { paddedSize } from '../../../lib/certificates/status-lists/padded-size.ts';
import { statusBytes } from '../../../lib/certificates/status-lists/status-bytes.ts';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import { vectors } from './vectors.ts';

const entriesOf = (statuses: Readonly<Record<number, number>>) =>
  Object.entries(statuses).map(([index, value]) => ({ index: Number(index), value }));
const placed = (...values: readonly number[]) => values.map((value, index) => ({ index, value }));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the examples of the draft', () => {
  test('16 entries of one bit', async () => {
    const bytes = await statusBytes(placed(1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1), 16, 1);
    expect([hexOf(bytes), compressStatusList(bytes)]).toEqual(['b9a3', 'eNrbuRgAAhcBXQ']);
  });

  test('12 entries of two bits', async () => {
    const bytes = await statusBytes(placed(1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3), 12, 2);
    expect([hexOf(bytes), compressStatusList(bytes)]).toEqual(['c944f9', 'eNo76fITAAPfAgc']);
  });

  test.each(vectors.map((vector) => [vector.bits, vector] as const))(
    'a million entries of %i bits',
    async (bits, { statuses, hex }) => {
      const bytes = await statusBytes(entriesOf(statuses), 2 ** 20, bits);
      expect(Buffer.compare(bytes, inflateSync(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')))).toBe(0);
    },
  );
});

test.each<[string, { index: number; value: number }[], string]>([
  ['an even index is the low half of a byte', [{ index: 0, value: 1 }], '0100'],
  [
    'an odd index is the high half',
    [
      { index: 1, value: 2 },
      { index: 3, value: 15 },
    ],
    '20f0',
  ],
  [
    'the later of two values for an index wins',
    [
      { index: 2, value: 15 },
      { index: 2, value: 3 },
    ],
    '0003',
  ],
  ['an index beyond the size is ignored', [{ index: 4, value: 1 }], '0000'],
])('%s', async (_, entries, hex) => {
  expect(hexOf(await statusBytes(entries, 4, 4))).toBe(hex);
});

test('an index beyond the size is ignored, even within the last byte', async () => {
  expect(
    hexOf(
      await statusBytes(
        [
          { index: 2, value: 1 },
          { index: 3, value: 15 },
        ],
        3,
        4,
      ),
    ),
  ).toBe('0001');
});

test('every entry is read back, and all others are zero', async () => {
  const anyList = fc.uniqueArray(fc.record({ index: fc.nat(999), value: fc.nat(15) }), {
    selector: ({ index }) => index,
  });
  await fc.assert(
    fc.asyncProperty(anyList, async (entries) => {
      const bytes = await statusBytes(entries, 1000, 4);
      const found = Array.from({ length: 1000 }, (_, n) => ((bytes[n >> 1] ?? 0) >> ((n & 1) * 4)) & 15);
      const expected = new Map(entries.map(({ index, value }) => [index, value]));
      expect(found).toEqual(found.map((_, n) => expected.get(n) ?? 0));
    }),
  );
});

test.each([
  [0, 4096],
  [4096, 4096],
  [4097, 8192],
  [1_000_000, 1_048_576],
])('a list of %i entries is published with %i', (size, padded) => {
  expect(paddedSize(size)).toBe(padded);
});

/** Exceptions are spread at random, the worst case for compression. */
test.each([0.01, 0.015, 0.02])(
  'a million certificates, a share of %d ended and 3 in 100 superseded, take at most 100 KB',
  async (ended) => {
    let seed = 2026;
    const next = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const ends = [
      statusListValues.annulled,
      statusListValues.annulled,
      statusListValues.annulled,
      statusListValues.lapsed,
      statusListValues.withheld,
      statusListValues.revoked,
      statusListValues.rescinded,
    ];
    const entries = Array.from({ length: 1_000_000 }, (_, index) => {
      const share = next();
      if (share < ended) return { index, value: ends[Math.floor(next() * ends.length)] ?? 0 };
      return { index, value: share < ended + 0.03 ? statusListValues.superseded : statusListValues.valid };
    });
    const lst = compressStatusList(await statusBytes(entries, paddedSize(entries.length), 4));
    const token = Buffer.from(JSON.stringify({ status_list: { bits: 4, lst } })).toString('base64url');
    const travelling = gzip(Buffer.from(token)).length;
    console.log(
      `${ended * 100} % ended: ${(lst.length * 0.75).toFixed(0)} bytes compressed, ` +
        `${lst.length} characters in the token, ${token.length} of the token, ${travelling} bytes with gzip`,
    );
    expect(Math.max(lst.length, travelling)).toBeLessThan(100_000);
  },
);
