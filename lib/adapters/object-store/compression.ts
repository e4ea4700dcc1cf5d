import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliDecompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createZstdDecompress,
  gunzip,
  zstdDecompress,
} from 'node:zlib';

const brotli = promisify(brotliCompress);

/** Level 1 packs to the size of Zstandard's level 1; a part fits into one chunk of a megabyte. */
const settings = { chunkSize: 1024 * 1024, params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** `Content-Encoding` of what `compress` returns. */
export const contentEncoding = 'br';

/** Brotli (RFC 7932). */
export async function compress(bytes: string | Uint8Array): Promise<Uint8Array> {
  return await brotli(bytes, settings);
}

/** Also reads Zstandard (RFC 8878), which was written before decision 0022, and gzip. Throws zlib's errors. */
export async function decompress(bytes: Uint8Array, encoding: string | undefined): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readers[encodingOf(encoding)].whole(bytes));
}

/** A stream of what `decompress` returns at once. */
export function decompressor(encoding: string | undefined): Transform {
  return readers[encodingOf(encoding)].stream();
}

const readers = {
  br: { whole: promisify(brotliDecompress), stream: () => createBrotliDecompress() },
  gzip: { whole: promisify(gunzip), stream: () => createGunzip() },
  zstd: { whole: promisify(zstdDecompress), stream: () => createZstdDecompress() },
};

/** Objects without an encoding are of the time when all were Zstandard. */
function encodingOf(encoding: string | undefined): keyof typeof readers {
  return encoding === 'br' || encoding === 'gzip' ? encoding : 'zstd';
}
