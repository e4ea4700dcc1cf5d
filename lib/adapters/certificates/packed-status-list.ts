import { deflateSync } from 'node:zlib';

/** A status list's bytes as its token holds them: zlib (RFC 1950) at the highest level, base64url. */
export function packedStatusList(bytes: Uint8Array): string {
  return deflateSync(bytes, { level: 9, memLevel: 9 }).toString('base64url');
}
