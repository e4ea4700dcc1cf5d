import type { ByteSource } from '../../../kernel/sheet.ts';
import { megabytes, type ReadingLimits } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { CorruptStream } from './compression.ts';
import { compression } from './node-compression.ts';
import { readExactly, type ZipEntry } from './zip-directory.ts';

/**
 * Throws `WorkbookRefused` for a wrong size, checksum, ratio or beyond `sizeLimit` (bytes), at the latest at the end.
 */
export async function* streamEntryBytes(
  source: ByteSource,
  entry: ZipEntry,
  limits: ReadingLimits,
  sizeLimit: number,
): AsyncGenerator<Uint8Array> {
  if (entry.size > sizeLimit) throw new WorkbookRefused('too-large', { part: entry.name, limit: megabytes(sizeLimit) });
  const start = await findDataStart(source, entry);
  const raw = source.stream(start, entry.compressedSize);
  let size = 0;
  let crc = 0;
  for await (const chunk of entry.stored ? raw : inflated(raw, entry)) {
    size += chunk.byteLength;
    if (size > limits.ratioFloorBytes && size > entry.compressedSize * limits.ratio)
      throw new WorkbookRefused('inflates-too-far', { part: entry.name });
    if (size > entry.size) throw new WorkbookRefused('checksum-wrong', { part: entry.name });
    crc = compression.crc32(chunk, crc);
    yield chunk;
  }
  if (size !== entry.size || crc !== entry.crc) throw new WorkbookRefused('checksum-wrong', { part: entry.name });
}

/** Reads the local header: its extra field may differ. Throws `corrupt` or `truncated`. */
export async function findDataStart(source: ByteSource, entry: ZipEntry): Promise<number> {
  const header = await readExactly(source, entry.offset, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw new WorkbookRefused('corrupt', { part: entry.name });
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.compressedSize > source.size) throw new WorkbookRefused('truncated');
  return start;
}

async function* inflated(raw: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* compression.inflate(raw, entry.size);
  } catch (error) {
    if (error instanceof CorruptStream) throw new WorkbookRefused('corrupt', { part: entry.name });
    throw error;
  }
}
