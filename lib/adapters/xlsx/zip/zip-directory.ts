import type { ByteSource } from '../../../kernel/sheet.ts';
import { megabytes, type ReadingLimits } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

/** Sizes are in bytes; `offset` is that of the local header. */
export type ZipEntry = {
  readonly name: string;
  readonly stored: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
};

/** Keys are `partKey`s. */
export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

const endBytes = 22;
const commentBytes = 65_535;
const directoryBytesLimit = 16 * 1024 * 1024;

/** Ignores case (ECMA-376 part 2), backslashes and a leading slash. */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** Reads zip64 too. Throws `WorkbookRefused`, also for duplicate or overlapping entries. */
export async function readZipDirectory(source: ByteSource, limits: ReadingLimits): Promise<ZipDirectory> {
  const end = await findEnd(source);
  if (end.entries > limits.entries) throw new WorkbookRefused('too-many-entries', { limit: limits.entries });
  if (end.offset + end.size > end.endAt) throw corruptDirectory();
  if (end.size > directoryBytesLimit)
    throw new WorkbookRefused('too-large', { part: 'zip', limit: megabytes(directoryBytesLimit) });
  const bytes = await readExactly(source, end.offset, end.size);

  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let count = 0; count < end.entries; count += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw corruptDirectory();
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw corruptDirectory();
    const entry = readEntry(bytes, at, nameLength, extraLength);
    at = next;
    if (/[\\/]$/.test(entry.name) && entry.size === 0) continue; // a folder
    if (entry.offset + 30 + entry.compressedSize > end.offset)
      throw new WorkbookRefused('corrupt', { part: entry.name });
    const key = partKey(entry.name);
    if (entries.has(key)) throw new WorkbookRefused('duplicate-entry', { part: entry.name });
    if (entry.size > limits.ratioFloorBytes && entry.size > entry.compressedSize * limits.ratio)
      throw new WorkbookRefused('inflates-too-far', { part: entry.name });
    entries.set(key, entry);
  }
  refuseOverlaps(entries);
  return entries;
}

function readEntry(bytes: Buffer, at: number, nameLength: number, extraLength: number): ZipEntry {
  const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new WorkbookRefused('encrypted', { part: name });
  const method = bytes.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) throw new WorkbookRefused('compression-unknown', { part: name });
  let size = bytes.readUInt32LE(at + 24);
  let compressedSize = bytes.readUInt32LE(at + 20);
  let offset = bytes.readUInt32LE(at + 42);

  // Zip64: the extra field holds only the fields that are 0xffffffff, in this order.
  const extraEnd = at + 46 + nameLength + extraLength;
  for (let extra = at + 46 + nameLength; extra + 4 <= extraEnd; extra += 4 + bytes.readUInt16LE(extra + 2)) {
    if (bytes.readUInt16LE(extra) !== 1) continue;
    let field = extra + 4;
    const end = Math.min(field + bytes.readUInt16LE(extra + 2), extraEnd);
    const wide = (narrow: number): number => {
      if (narrow !== 0xffffffff) return narrow;
      if (field + 8 > end) throw corruptDirectory();
      const value = safeInteger(bytes.readBigUInt64LE(field));
      field += 8;
      return value;
    };
    size = wide(size);
    compressedSize = wide(compressedSize);
    offset = wide(offset);
  }
  if (method === 0 && size !== compressedSize) throw new WorkbookRefused('corrupt', { part: name });
  return { name, stored: method === 0, crc: bytes.readUInt32LE(at + 16), compressedSize, size, offset };
}

/** Overlapping entries let a small file inflate without end (zip bomb). */
function refuseOverlaps(entries: ZipDirectory): void {
  const inOrder = [...entries.values()].sort((a, b) => a.offset - b.offset);
  let free = 0;
  for (const entry of inOrder) {
    if (entry.offset < free) throw new WorkbookRefused('corrupt', { part: entry.name });
    free = entry.offset + 30 + entry.compressedSize;
  }
}

type DirectoryEnd = {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
  readonly endAt: number;
};

async function findEnd(source: ByteSource): Promise<DirectoryEnd> {
  const tailStart = Math.max(0, source.size - endBytes - commentBytes);
  const tail = await readExactly(source, tailStart, source.size - tailStart);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) > tail.length) continue; // these four bytes are part of a comment
    const entries = tail.readUInt16LE(at + 10);
    const size = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    const endAt = tailStart + at;
    if (entries !== 0xffff && size !== 0xffffffff && offset !== 0xffffffff) return { entries, size, offset, endAt };
    return (await zip64End(source, endAt)) ?? { entries, size, offset, endAt };
  }
  throw new WorkbookRefused('truncated');
}

async function zip64End(source: ByteSource, endAt: number): Promise<DirectoryEnd | undefined> {
  if (endAt < 20) return undefined;
  const locator = await readExactly(source, endAt - 20, 20);
  if (locator.readUInt32LE(0) !== 0x07064b50) return undefined;
  const at = safeInteger(locator.readBigUInt64LE(8));
  if (at + 56 > source.size) throw corruptDirectory();
  const record = await readExactly(source, at, 56);
  if (record.readUInt32LE(0) !== 0x06064b50) throw corruptDirectory();
  return {
    entries: safeInteger(record.readBigUInt64LE(32)),
    size: safeInteger(record.readBigUInt64LE(40)),
    offset: safeInteger(record.readBigUInt64LE(48)),
    endAt: at,
  };
}

function safeInteger(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw corruptDirectory();
  return Number(value);
}

/** Throws `truncated` when the source ends early. */
export async function readExactly(source: ByteSource, start: number, length: number): Promise<Buffer> {
  if (start < 0 || start + length > source.size) throw new WorkbookRefused('truncated');
  const bytes = await source.read(start, length);
  if (bytes.byteLength !== length) throw new WorkbookRefused('truncated');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function corruptDirectory(): WorkbookRefused {
  return new WorkbookRefused('corrupt', { part: 'zip' });
}
