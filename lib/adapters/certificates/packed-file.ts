import { createHash } from 'node:crypto';

/** A file for a JSON answer: base64, with its SHA-256 (hex). */
export function packedFile(file: Uint8Array): { readonly content: string; readonly sha256: string } {
  return { content: Buffer.from(file).toString('base64'), sha256: createHash('sha256').update(file).digest('hex') };
}
