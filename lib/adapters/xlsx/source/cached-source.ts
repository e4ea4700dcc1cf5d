import type { ByteSource } from '../../../kernel/sheet.ts';

const blockBytes = 128 * 1024;
const maxCachedBlocks = 16;

/** Caches the last 16 aligned blocks, but no streams: each read from an object store is a request. */
export function cachedSource(source: ByteSource): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();

  function block(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    const found = known ?? source.read(index * blockBytes, Math.min(blockBytes, source.size - index * blockBytes));
    blocks.delete(index);
    blocks.set(index, found);
    if (known === undefined) found.catch(() => blocks.delete(index));
    for (const oldest of blocks.keys()) {
      if (blocks.size <= maxCachedBlocks) break;
      blocks.delete(oldest);
    }
    return found;
  }

  async function read(start: number, length: number): Promise<Uint8Array> {
    const end = Math.min(start + length, source.size);
    if (start >= end) return new Uint8Array(0);
    if (end - start > blockBytes) return source.read(start, end - start);
    const first = Math.floor(start / blockBytes);
    const last = Math.floor((end - 1) / blockBytes);
    const head = await block(first);
    if (first === last) return head.subarray(start - first * blockBytes, end - first * blockBytes);
    const tail = await block(last);
    return Buffer.concat([head.subarray(start - first * blockBytes), tail.subarray(0, end - last * blockBytes)]);
  }

  return { size: source.size, read, stream: source.stream };
}
