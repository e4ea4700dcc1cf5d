import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { zipBytes, type ZipPart } from '../excel/zip/zip-bytes.ts';

type File = { readonly name: string; readonly bytes: Uint8Array };

/** Writes files as they are: papers are compressed already. Holds one of them in memory. */
export async function writeZip(output: Writable, files: AsyncIterable<File>): Promise<void> {
  await pipeline(zipBytes(stored(files)), output);
}

async function* stored(files: AsyncIterable<File>): AsyncGenerator<ZipPart> {
  for await (const { name, bytes } of files)
    yield {
      name,
      method: 0,
      crc: crc32(bytes),
      size: bytes.byteLength,
      packedSize: bytes.byteLength,
      pieces: async function* pieces() {
        yield bytes;
      },
    };
}
