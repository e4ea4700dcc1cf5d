import { unzipSync } from 'fflate';
import { isPlainZip } from './is-plain-zip.ts';

const limits = { entries: 200, unpacked: 64 * 1024 * 1024 };

/** Unpacks all; `null` when invalid, ambiguous or beyond the limits. */
export function unzipAll(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null {
  if (!isPlainZip(bytes)) return null;
  const names = new Set<string>();
  let [hasDuplicate, unpacked] = [false, 0];
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        hasDuplicate ||= names.has(name);
        names.add(name);
        unpacked += originalSize;
        return !hasDuplicate && names.size <= limits.entries && unpacked <= limits.unpacked;
      },
    });
    return hasDuplicate || names.size > limits.entries || unpacked > limits.unpacked
      ? null
      : new Map(Object.entries(entries).map(([name, content]) => [name, Uint8Array.from(content)]));
  } catch {
    return null;
  }
}
