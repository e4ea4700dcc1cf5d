import { pipeline } from 'node:stream/promises';
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { type Compression, CorruptStream } from './compression.ts';

/** zlib's default of 16 KiB costs six times as much per byte. */
const maxChunkBytes = 1024 * 1024;

async function* inflate(raw: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: Math.min(maxChunkBytes, Math.max(1024, size + 64)) });
  // The reader gets the error from the destroyed inflater.
  const feeding = pipeline(raw, inflater).catch(() => undefined);
  try {
    for await (const chunk of inflater) yield chunk;
  } catch (error) {
    if (isZlibError(error)) throw new CorruptStream();
    throw error;
  } finally {
    inflater.destroy();
    await feeding;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

export const compression: Compression = {
  inflate,
  inflateHead: async (bytes) => {
    try {
      return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {
      return new Uint8Array(0);
    }
  },
  crc32: (bytes, before) => crc32(bytes, before),
};
