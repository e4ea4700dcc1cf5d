import type { StagingStore } from '../../../lib/collection/ports.ts';
import { readEntryCount, entryWords, headerWords } from '../../../lib/kernel/hashing/index-format.ts';
import type { IndexFile } from '../../../lib/records/ports.ts';

/** Staged lines and indexes in memory. */
export function stagingMemory(): StagingStore &
  IndexFile & { readonly readIndex: (key: string) => Promise<Uint32Array> } {
  const lines = new Map<string, string>();
  const indexes = new Map<string, Uint32Array>();
  const indexAt = (key: string): Uint32Array => {
    const words = indexes.get(key);
    if (words === undefined) throw new Error(`no index at ${key}`);
    return words.slice();
  };
  return {
    writeLines: async (key, given) => {
      lines.set(key, typeof given === 'string' ? given : new TextDecoder().decode(given));
    },
    readLines: async function* (key) {
      const text = lines.get(key);
      if (text === undefined) throw new Error(`no lines at ${key}`);
      for (const line of text.split('\n')) if (line !== '') yield line;
    },
    readChunk: async (key) => {
      const text = lines.get(key);
      if (text === undefined) throw new Error(`no lines at ${key}`);
      return new TextEncoder().encode(text);
    },
    writeIndex: async (key, words) => {
      indexes.set(key, words.slice());
    },
    readIndex: async (key) => indexAt(key),
    entries: async (key) => readEntryCount(indexAt(key)),
    read: async (key, first, count) =>
      indexAt(key).slice(headerWords + first * entryWords, headerWords + (first + count) * entryWords),
  };
}
