import type { ByteSource } from '../../../kernel/sheet.ts';
import type { ReadingLimits } from '../refusals/reading-limits.ts';
import { streamEntryBytes } from './entry-bytes.ts';
import { utf8Chunks } from './utf8-chunks.ts';
import { partKey, type ZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Parts are UTF-8; `undefined` where there is none. */
export type PackageParts = {
  readonly names: () => Iterable<string>;
  readonly has: (name: string) => boolean;
  /** Returns compressed bytes; 0 where there is no such part. */
  readonly packedSize: (name: string) => number;
  readonly readWhole: (name: string) => Promise<Buffer | undefined>;
  readonly stream: (name: string) => AsyncIterable<Uint8Array> | undefined;
};

/** Throws WorkbookRefused while a part is read: `too-large`, `inflates-too-far`, `corrupt` and others. */
export function packageParts(source: ByteSource, directory: ZipDirectory, limits: ReadingLimits): PackageParts {
  const streamUtf8 = (entry: ZipEntry, sizeLimit: number) =>
    utf8Chunks(streamEntryBytes(source, entry, limits, sizeLimit), entry.name);
  return {
    names: () => directory.keys(),
    has: (name) => directory.has(partKey(name)),
    packedSize: (name) => directory.get(partKey(name))?.compressedSize ?? 0,
    readWhole: async (name) => {
      const entry = directory.get(partKey(name));
      if (entry === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of streamUtf8(entry, limits.bufferedPartBytes)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    stream: (name) => {
      const entry = directory.get(partKey(name));
      return entry === undefined ? undefined : streamUtf8(entry, limits.streamedPartBytes);
    },
  };
}
