import type { StagingStore } from '../../../lib/collection/ports.ts';
import { changeWords } from '../../../lib/kernel/hashing/change-format.ts';
import { readEntryCount, entryWords, headerWords } from '../../../lib/kernel/hashing/index-format.ts';
import type { ChangeLogFile, IndexFile } from '../../../lib/records/ports.ts';

/** Staged lines, indexes and change logs in memory. */
export function stagingMemory(): StagingStore &
  IndexFile &
  ChangeLogFile & { readonly readIndex: (key: string) => Promise<Uint32Array> } {
  const lines = new Map<string, string>();
  const indexes = new Map<string, Uint32Array>();
  const changeLogs = new Map<string, Uint32Array>();
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
    writeChangeLog: async (key, blocks) => {
      const words: number[] = [];
      for await (const block of blocks) words.push(...block);
      changeLogs.set(key, Uint32Array.from(words));
      return { key, changes: words.length / changeWords };
    },
    readChangeLog: async (key, first, count) =>
      changeLogs.get(key)?.slice(first * changeWords, (first + count) * changeWords) ?? null,
    readIndex: async (key) => indexAt(key),
    entries: async (key) => readEntryCount(indexAt(key)),
    read: async (key, first, count) =>
      indexAt(key).slice(headerWords + first * entryWords, headerWords + (first + count) * entryWords),
  };
}
