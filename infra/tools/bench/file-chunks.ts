import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compress, contentEncoding, decompress } from '../../../lib/adapters/object-store/compression.ts';
import type { ChunkStore } from '../../../lib/collection/staging.ts';

/** Chunks in files of `folder`, compressed as in the object store; calls `onWrite` for each. */
export function fileChunks(folder: string, name: string, onWrite: () => void): ChunkStore {
  const path = (chunk: number) => join(folder, `${name}-${chunk}`);
  return {
    write: async (chunk, lines) => {
      onWrite();
      await writeFile(path(chunk), await compress(lines));
    },
    read: async (chunk) => await decompress(await readFile(path(chunk)), contentEncoding),
  };
}
