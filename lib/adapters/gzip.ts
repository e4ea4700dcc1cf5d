import { gzipSync } from 'node:zlib';

/** The bytes as gzip (RFC 1952). The same bytes give the same file: it bears no time. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9 });
}
