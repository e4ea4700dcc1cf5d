import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a package as it should be, and what to do wrong on the way. */
export type ZipPart = {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  /** Sizes and checksum follow the data instead of standing before it. */
  readonly descriptor?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressed?: Buffer;
};

export type ZipKnobs = { readonly zip64?: boolean; readonly comment?: string; readonly extra?: Buffer };

/** A zip file, byte by byte (APPNOTE.TXT 6.3.10). */
export function buildZip(parts: readonly ZipPart[], knobs: ZipKnobs = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const data = part.compressed ?? (part.stored === true ? content : deflateRawSync(content));
    const name = Buffer.from(part.name);
    const sizes = { crc: part.crc ?? crc32(content), compressed: data.length, size: part.size ?? content.length };
    const flags = (part.flags ?? 0) | 0x800 | (part.descriptor === true ? 8 : 0);
    const method = part.method ?? (part.stored === true ? 0 : 8);

    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (part.descriptor !== true) writeSizes(local, 14, sizes);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(knobs.extra?.length ?? 0, 28);
    const pieces = [local, name, ...(knobs.extra === undefined ? [] : [knobs.extra]), data];
    if (part.descriptor === true) {
      const descriptor = Buffer.alloc(16);
      descriptor.writeUInt32LE(0x08074b50, 0);
      writeSizes(descriptor, 4, sizes);
      pieces.push(descriptor);
    }

    const wide = knobs.zip64 === true ? Buffer.alloc(28) : Buffer.alloc(0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    writeSizes(entry, 16, sizes);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(wide.length, 30);
    entry.writeUInt32LE(offset, 42);
    if (knobs.zip64 === true) {
      wide.writeUInt16LE(1, 0);
      wide.writeUInt16LE(24, 2);
      wide.writeBigUInt64LE(BigInt(sizes.size), 4);
      wide.writeBigUInt64LE(BigInt(sizes.compressed), 12);
      wide.writeBigUInt64LE(BigInt(offset), 20);
      for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, at);
    }
    directory.push(entry, name, wide);
    body.push(...pieces);
    offset += pieces.reduce((sum, piece) => sum + piece.length, 0);
  }
  return Buffer.concat([...body, ...directory, zipEnd(parts.length, Buffer.concat(directory).length, offset, knobs)]);
}

function zipEnd(entries: number, size: number, offset: number, knobs: ZipKnobs): Buffer {
  const comment = Buffer.from(knobs.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(knobs.zip64 === true ? 0xffff : entries, 10);
  end.writeUInt32LE(knobs.zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(knobs.zip64 === true ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  if (knobs.zip64 !== true) return Buffer.concat([end, comment]);
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

function writeSizes(
  into: Buffer,
  at: number,
  sizes: { readonly crc: number; readonly compressed: number; readonly size: number },
): void {
  into.writeUInt32LE(sizes.crc, at);
  into.writeUInt32LE(sizes.compressed, at + 4);
  into.writeUInt32LE(sizes.size, at + 8);
}
