import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compression as nodeCompression } from '../../lib/adapters/xlsx/zip/node-compression.ts';
import { Buffer as BrowserBuffer } from '../../lib/browser/platform/buffer.ts';
import { compression as browserCompression } from '../../lib/browser/platform/compression.ts';

/** Bytes of texts, byte-order marks and whatever else a file may hold. */
const texts = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(`\uFEFF ${text}`));
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 8, maxLength: 200 }).map((some) => Buffer.from(some)),
  texts,
);

describe("a browser's Buffer answers as Node's", () => {
  test('texts, searches and copies', () => {
    fc.assert(
      fc.property(bytes, fc.nat(200), fc.nat(200), (given, one, other) => {
        const mine = BrowserBuffer.from(new Uint8Array(given));
        const [start, end] = [Math.min(one, other, given.length), Math.min(Math.max(one, other), given.length)];
        expect(mine.latin1Slice(start, end)).toBe(given.latin1Slice(start, end));
        expect(mine.utf8Slice(start, end)).toBe(given.utf8Slice(start, end));
        expect(mine.toString('latin1', 0, end + 50)).toBe(given.toString('latin1', 0, end + 50));
        expect(mine.toString('utf16le', 0, end - (end % 2))).toBe(given.toString('utf16le', 0, end - (end % 2)));
        const sought = given.subarray(start, Math.min(start + 3, end));
        if (sought.length > 0) {
          expect(mine.indexOf(sought)).toBe(given.indexOf(sought));
          expect(mine.indexOf(sought[0] ?? 0, start)).toBe(given.indexOf(sought[0] ?? 0, start));
          expect(mine.indexOf(sought.latin1Slice(0, sought.length))).toBe(given.indexOf(sought));
        }
        const [copy, copied] = [new Uint8Array(given.length + 4), Buffer.alloc(given.length + 4)];
        mine.copy(copy, 4, start, end);
        given.copy(copied, 4, start, end);
        expect([...copy]).toEqual([...copied]);
        expect(BrowserBuffer.concat([mine, mine]).toString('latin1')).toBe(
          Buffer.concat([given, given]).toString('latin1'),
        );
      }),
    );
  });

  test('numbers, also in a part of a buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 40 }), fc.nat(8), (given, at) => {
        const [mine, node] = [BrowserBuffer.from(given).subarray(1), Buffer.from(given).subarray(1)];
        const view = BrowserBuffer.from(mine.slice().buffer, 0, mine.length);
        expect(view.readUInt16LE(at % 7)).toBe(node.readUInt16LE(at % 7));
        expect(view.readUInt32LE(at % 7)).toBe(node.readUInt32LE(at % 7));
        expect(view.readInt32LE(at % 7)).toBe(node.readInt32LE(at % 7));
        expect(view.readUInt32BE(at % 7)).toBe(node.readUInt32BE(at % 7));
        expect(view.readBigUInt64LE(at % 7)).toBe(node.readBigUInt64LE(at % 7));
      }),
    );
  });

  test('checksums, piece by piece', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const mine = browserCompression.crc32(other, browserCompression.crc32(one, 0));
        expect(mine).toBe(nodeCompression.crc32(other, nodeCompression.crc32(one, 0)));
      }),
    );
  });
});
