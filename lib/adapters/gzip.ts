import { gzipSync } from 'node:zlib';

/** gzip (RFC 1952) without a time stamp: equal bytes give equal files. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9 });
}
