import { open, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../../../kernel/sheet.ts';

const streamChunk = 256 * 1024;

/** Opens a file, which the caller closes. Throws what `open` throws (ENOENT, EACCES), and EISDIR. */
export async function fileSource(path: string): Promise<ByteSource & { readonly close: () => Promise<void> }> {
  const file = await open(path, 'r');
  const about = await file.stat();
  if (!about.isFile()) {
    await file.close();
    throw Object.assign(new Error('not a regular file'), { code: 'EISDIR' });
  }
  return {
    size: about.size,
    read: (start, length) => readFully(file, start, length),
    stream: async function* stream(start, length) {
      const end = Math.min(start + length, about.size);
      for (let at = start; at < end; at += streamChunk)
        yield await readFully(file, at, Math.min(streamChunk, end - at));
    },
    close: () => file.close(),
  };
}

async function readFully(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
