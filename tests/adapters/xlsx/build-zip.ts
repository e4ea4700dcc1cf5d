import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a package, and the faults to inject. */
export type ZipPart = {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  /** Sizes and checksum follow the data instead of preceding it. */
  readonly descriptor?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressed?: Buffer;
};

export type ZipOptions = { readonly zip64?: boolean; readonly comment?: string; readonly extra?: Buffer };

/** Builds a zip file byte by byte (APPNOTE.TXT 6.3.10). */
export function buildZip(parts: readonly ZipPart[], options: ZipOptions = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const entry = toEntry(part, offset);
    const pieces = localPieces(entry, options);
    directory.push(...directoryPieces(entry, options));
    body.push(...pieces);
    offset += pieces.reduce((sum, piece) => sum + piece.length, 0);
  }
  return Buffer.concat([...body, ...directory, zipEnd(parts.length, Buffer.concat(directory).length, offset, options)]);
}

type Sizes = { readonly crc: number; readonly compressed: number; readonly size: number };
type Entry = {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly sizes: Sizes;
  readonly offset: number;
};

const descriptorFlag = 8;

function toEntry(part: ZipPart, offset: number): Entry {
  const { descriptor = false, stored = false } = part;
  const content = Buffer.from(part.content);
  const data = part.compressed ?? (stored ? content : deflateRawSync(content));
  return {
    name: Buffer.from(part.name),
    data,
    flags: (part.flags ?? 0) | 0x800 | (descriptor ? descriptorFlag : 0),
    method: part.method ?? (stored ? 0 : 8),
    sizes: { crc: part.crc ?? crc32(content), compressed: data.length, size: part.size ?? content.length },
    offset,
  };
}

function localPieces({ name, data, flags, method, sizes }: Entry, { extra = Buffer.alloc(0) }: ZipOptions): Buffer[] {
  const hasDescriptor = (flags & descriptorFlag) !== 0;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  if (!hasDescriptor) writeSizes(header, 14, sizes);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  if (!hasDescriptor) return [header, name, extra, data];
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  writeSizes(descriptor, 4, sizes);
  return [header, name, extra, data, descriptor];
}

function directoryPieces({ name, flags, method, sizes, offset }: Entry, { zip64 = false }: ZipOptions): Buffer[] {
  const wide = zip64 ? Buffer.alloc(28) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  writeSizes(header, 16, sizes);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(wide.length, 30);
  header.writeUInt32LE(offset, 42);
  if (zip64) {
    wide.writeUInt16LE(1, 0);
    wide.writeUInt16LE(24, 2);
    wide.writeBigUInt64LE(BigInt(sizes.size), 4);
    wide.writeBigUInt64LE(BigInt(sizes.compressed), 12);
    wide.writeBigUInt64LE(BigInt(offset), 20);
    for (const at of [20, 24, 42]) header.writeUInt32LE(0xffffffff, at);
  }
  return [header, name, wide];
}

function zipEnd(entries: number, size: number, offset: number, options: ZipOptions): Buffer {
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 === true ? 0xffff : entries, 10);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  if (options.zip64 !== true) return Buffer.concat([end, comment]);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  return Buffer.concat([record, locator, end, comment]);
}

function writeSizes(into: Buffer, at: number, sizes: Sizes): void {
  into.writeUInt32LE(sizes.crc, at);
  into.writeUInt32LE(sizes.compressed, at + 4);
  into.writeUInt32LE(sizes.size, at + 8);
}
