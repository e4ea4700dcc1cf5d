import { unzipSync } from 'fflate';
import { isPlainZip } from './is-plain-zip.ts';

/** Entries and bytes, packed and unpacked, that a certificate's OFD may have at the most. */
const limits = { entries: 200, unpacked: 64 * 1024 * 1024 };

/** All entries of a zip; `null` when it is none, can be read in two ways (a name twice, another entry at the front than in the directory), or is larger than any of ours. */
export function unzipAll(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null {
  if (!isPlainZip(bytes)) return null;
  const names = new Set<string>();
  let [doubled, unpacked] = [false, 0];
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        doubled ||= names.has(name);
        names.add(name);
        unpacked += originalSize;
        return !doubled && names.size <= limits.entries && unpacked <= limits.unpacked;
      },
    });
    return doubled || names.size > limits.entries || unpacked > limits.unpacked
      ? null
      : new Map(Object.entries(entries).map(([name, content]) => [name, Uint8Array.from(content)]));
  } catch {
    return null;
  }
}
