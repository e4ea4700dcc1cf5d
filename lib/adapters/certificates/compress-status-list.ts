import { deflateSync } from 'node:zlib';

/** zlib (RFC 1950), base64url. */
export function compressStatusList(bytes: Uint8Array): string {
  return deflateSync(bytes, { level: 9, memLevel: 9 }).toString('base64url');
}
