import { describe, expect, test } from 'vitest';
import { murmurHash } from '../../lib/kernel/hashing/murmur-hash.ts';
import { referenceMurmur } from './reference-murmur.ts';

const bytesOf = (count: number, from: number) => Uint8Array.from({ length: count }, (_, i) => (i * 131 + from) & 0xff);

test('the reference is the published function: its own verification value over all lengths to 255', () => {
  // SMHasher's method: the hashes of {}, {0}, {0,1}, … with seeds 256, 255, 254, … are hashed together with seed 0.
  const all = new Uint8Array(256 * 16);
  for (let length = 0; length < 256; length += 1) {
    const seed = 256 - length;
    all.set(
      referenceMurmur(
        Uint8Array.from({ length }, (_, i) => i),
        [seed, seed, seed, seed],
      ),
      length * 16,
    );
  }
  const end = referenceMurmur(all, [0, 0, 0, 0]);
  expect(new DataView(end.buffer).getUint32(0, true)).toBe(0xb3ece62a);
});

describe('the hash over words is the reference over their bytes', () => {
  test.each([0, 16, 32, 48, 160, 1600])('%i bytes', (length) => {
    for (let from = 0; from < 20; from += 1) {
      const bytes = bytesOf(length, from * 7);
      const seed = new Uint32Array([from, 0xffffffff - from, 0x80000000 + from, 12345 * from]);
      const out = new Uint32Array(4);
      murmurHash(new Int32Array(bytes.buffer), length / 4, seed, out);
      expect(new Uint8Array(out.buffer)).toEqual(referenceMurmur(bytes, [...seed]));
    }
  });
});
