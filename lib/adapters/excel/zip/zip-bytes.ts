import { crc32 } from 'node:zlib';
import { packedPieces } from './packed-text.ts';
import type { PackedEntry } from './zip-entries.ts';

export type ZipPart =
  | PackedEntry
  | CopiedEntry
  | { readonly name: string; readonly texts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array> };

/** An entry of another zip file, still packed; sizes are in bytes. */
export type CopiedEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
};

/** Excel refuses zip64 from a stream; the limit is in bytes. */
const maxZip32 = 0xffff_ffff;

type Directory = {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly at: number;
};

/** Writes sizes after the data (APPNOTE 4.3.9) and no dates. Throws for a part or file above 4 GiB. */
export async function* zipBytes(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const directory: Directory[] = [];
  let at = 0;
  for await (const part of parts) {
    const start = at;
    const name = Buffer.from(part.name, 'utf8');
    if ('packed' in part) {
      const packedSize = part.packed.reduce((sum, piece) => sum + piece.length, 0);
      const entry = { name, flags: 0x800, method: part.method, crc: part.crc, packedSize, size: part.size, at: start };
      yield localHeader(entry);
      yield* part.packed;
      at += 30 + name.length + packedSize;
      directory.push(entry);
    } else if ('pieces' in part) {
      const { method, crc, size, packedSize } = part;
      const entry = { name, flags: 0x800, method, crc, packedSize, size, at: start };
      yield localHeader(entry);
      yield* part.pieces();
      at += 30 + name.length + packedSize;
      directory.push(entry);
    } else {
      const sum = { crc: 0, size: 0, packedSize: 0 };
      yield localHeader({ name, flags: 0x808, method: 8, crc: 0, packedSize: 0, size: 0, at: start });
      for await (const piece of packedPieces(part.texts, (text) => {
        sum.crc = crc32(text, sum.crc);
        sum.size += text.length;
      })) {
        sum.packedSize += piece.length;
        if (sum.size > maxZip32) throw new Error(`${part.name} passes the 4 GiB that a workbook's part may have`);
        yield piece;
      }
      const entry = { name, flags: 0x808, method: 8, ...sum, at: start };
      yield dataDescriptor(entry);
      at += 30 + name.length + sum.packedSize + 16;
      directory.push(entry);
    }
    if (at > maxZip32) throw new Error('The workbook passes the 4 GiB that a zip file may have');
  }
  const headers = directory.map(centralHeader);
  yield* headers;
  yield endOfDirectory(
    directory.length,
    headers.reduce((sum, header) => sum + header.length, 0),
    at,
  );
}

function localHeader(entry: Directory): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, entry);
  return Buffer.concat([header, entry.name]);
}

function centralHeader(entry: Directory): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  writeCommon(header, 8, entry);
  header.writeUInt32LE(entry.at, 42);
  return Buffer.concat([header, entry.name]);
}

/** Both headers share this layout; the date is 1980-01-01. */
function writeCommon(header: Buffer, at: number, entry: Directory): void {
  header.writeUInt16LE(entry.flags, at);
  header.writeUInt16LE(entry.method, at + 2);
  header.writeUInt16LE(0, at + 4);
  header.writeUInt16LE(0x21, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(entry.packedSize, at + 12);
  header.writeUInt32LE(entry.size, at + 16);
  header.writeUInt16LE(entry.name.length, at + 20);
}

function dataDescriptor(entry: Directory): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  descriptor.writeUInt32LE(entry.packedSize, 8);
  descriptor.writeUInt32LE(entry.size, 12);
  return descriptor;
}

function endOfDirectory(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
