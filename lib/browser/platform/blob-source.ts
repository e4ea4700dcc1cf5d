import type { ByteSource } from '../../kernel/sheet.ts';

const chunkBytes = 256 * 1024;

/** Reads slices of a file that stays on its disk. `streamed` is told the offset behind each chunk of a stream. */
export function blobSource(blob: Blob, streamed: (end: number) => void): ByteSource {
  const read = async (start: number, length: number) =>
    new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
  return {
    size: blob.size,
    read,
    stream: async function* stream(start, length) {
      const end = Math.min(start + length, blob.size);
      for (let at = start; at < end; at += chunkBytes) {
        const chunk = await read(at, Math.min(chunkBytes, end - at));
        streamed(at + chunk.length);
        yield chunk;
      }
    },
  };
}
