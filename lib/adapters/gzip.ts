import { gzipSync } from 'node:zlib';

/** Writes no time stamp (RFC 1952): equal bytes give equal files. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9 });
}
