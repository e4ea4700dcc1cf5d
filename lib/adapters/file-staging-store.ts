import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StagingStore } from '../collection/ports.ts';

/** Stages lines in a local folder; reads each chunk of a thousand lines whole. */
export function fileStagingStore(folder: string): Pick<StagingStore, 'writeLines' | 'readLines' | 'readChunk'> {
  return {
    writeLines: async (key, lines) => {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, lines);
    },
    readLines: async function* (key) {
      for (const line of (await readFile(join(folder, key), 'utf8')).split('\n')) if (line !== '') yield line;
    },
    readChunk: async (key) => new Uint8Array(await readFile(join(folder, key))),
  };
}
