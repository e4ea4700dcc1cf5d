import type { ByteSource } from '../../../kernel/sheet.ts';
import type { ReadingLimits } from '../refusals/reading-limits.ts';
import { entryByteRange } from './entry-bytes.ts';
import { utf8Chunks } from './utf8-chunks.ts';
import { partKey, type ZipDirectory, type ZipEntry } from './zip-directory.ts';

/** The parts of an open package, as UTF-8. */
export type PackageParts = {
  readonly names: () => Iterable<string>;
  readonly has: (name: string) => boolean;
  /** Bytes as they lie in the file, 0 where there is no such part. */
  readonly packedSize: (name: string) => number;
  /** A whole part, `undefined` where there is none. */
  readonly held: (name: string) => Promise<Buffer | undefined>;
  readonly streamed: (name: string) => AsyncIterable<Uint8Array> | undefined;
};

export function packageParts(source: ByteSource, directory: ZipDirectory, limits: ReadingLimits): PackageParts {
  const chunksOf = (entry: ZipEntry, sizeLimit: number) =>
    utf8Chunks(entryByteRange(source, entry, limits, sizeLimit), entry.name);
  return {
    names: () => directory.keys(),
    has: (name) => directory.has(partKey(name)),
    packedSize: (name) => directory.get(partKey(name))?.compressedSize ?? 0,
    held: async (name) => {
      const entry = directory.get(partKey(name));
      if (entry === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of chunksOf(entry, limits.heldPartBytes)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    streamed: (name) => {
      const entry = directory.get(partKey(name));
      return entry === undefined ? undefined : chunksOf(entry, limits.streamedPartBytes);
    },
  };
}
