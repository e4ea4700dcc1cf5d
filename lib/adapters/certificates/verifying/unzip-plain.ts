import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { inflateRawLimited } from './inflate-limited.ts';
import { plainZipEntries, type ZipEntry } from './plain-zip.ts';

/** Unpacks all entries of a plain zip; `null` when it is none, or when any content is not what its header says. */
export function unzipPlain(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null {
  const entries = plainZipEntries(bytes);
  if (entries === null) return null;
  const unpacked = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of entries) {
    const content = entry.method === 'stored' ? entry.packed : inflateEntry(entry);
    if (content?.length !== entry.size || crc32(content) !== entry.crc32) return null;
    unpacked.set(entry.name, content);
  }
  return unpacked;
}

function inflateEntry({ packed, size }: ZipEntry): Uint8Array<ArrayBuffer> | null {
  const content = inflateRawLimited(packed, size);
  return content === null || content.length !== size || hasTrailingBytes(packed, size) ? null : content;
}

/** The last byte of a deflated stream (RFC 1951) belongs to it: without it, it is cut off. */
function hasTrailingBytes(packed: Uint8Array, size: number): boolean {
  try {
    inflateSync(packed.subarray(0, -1), { out: new Uint8Array(size) });
    return true;
  } catch {
    return false;
  }
}
