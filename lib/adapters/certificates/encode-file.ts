import { createHash } from 'node:crypto';

/** Encodes as base64, with SHA-256 (hex). */
export function encodeFile(file: Uint8Array): { readonly content: string; readonly sha256: string } {
  return { content: Buffer.from(file).toString('base64'), sha256: createHash('sha256').update(file).digest('hex') };
}
