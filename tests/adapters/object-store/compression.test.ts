import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compress, contentEncoding, decompress, decompressor } from '../../../lib/adapters/object-store/compression.ts';

const lines = Buffer.from('{"k":"漯河"}\n'.repeat(10_000));

/** Objects of earlier versions stay readable. */
const written: readonly (readonly [string, string | undefined, Uint8Array])[] = [
  ['brotli', 'br', brotliCompressSync(lines)],
  ['gzip', 'gzip', gzipSync(lines)],
  ['Zstandard', 'zstd', zstdCompressSync(lines)],
  ['Zstandard without an encoding', undefined, zstdCompressSync(lines)],
];

describe.each(written)('%s', (_, encoding, packed) => {
  test('is read at once', async () => {
    expect(Buffer.from(await decompress(packed, encoding)).equals(lines)).toBe(true);
  });

  test('is read as a stream', async () => {
    expect((await buffer(Readable.from([packed]).pipe(decompressor(encoding)))).equals(lines)).toBe(true);
  });

  test('is rejected when it is cut off', async () => {
    await expect(decompress(packed.subarray(0, packed.length - 5), encoding)).rejects.toThrow(
      /unexpected end|incomplete|ZSTD/i,
    );
  });
});

test('what is written is small and read back', async () => {
  const packed = await compress(lines);
  expect(contentEncoding).toBe('br');
  expect(packed.length).toBeLessThan(lines.length / 100);
  expect(Buffer.from(await decompress(packed, contentEncoding)).equals(lines)).toBe(true);
});
