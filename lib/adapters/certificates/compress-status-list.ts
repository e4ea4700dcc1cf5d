import { deflateSync } from 'node:zlib';

/** A status list's bytes as they stand in its token: zlib (RFC 1950) as tight as it goes, base64url. */
export function compressStatusList(bytes: Uint8Array): string {
  return deflateSync(bytes, { level: 9, memLevel: 9 }).toString('base64url');
}
