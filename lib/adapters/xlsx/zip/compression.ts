/** The bytes are no deflate stream (RFC 1951), or it ends early. */
export class CorruptStream extends Error {
  constructor() {
    super('the deflate stream is corrupt');
    this.name = 'CorruptStream';
  }
}

/** Of the platform: `node-compression.ts`, and in a browser's bundle `lib/browser/platform/compression.ts`. */
export type Compression = {
  /** `size` is the expected one in bytes. Ignores bytes behind the stream. Throws `CorruptStream`, and what `raw` throws. */
  readonly inflate: (raw: AsyncIterable<Uint8Array>, size: number) => AsyncIterable<Uint8Array>;
  /** Inflates the beginning of a stream; nothing for corrupt bytes. */
  readonly inflateHead: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** CRC-32 of ZIP; `before` is that of the bytes before, 0 at the beginning. */
  readonly crc32: (bytes: Uint8Array, before: number) => number;
};
