import type { ByteSource } from '../../../kernel/sheet.ts';

/** Reads from memory. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    read: (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
    stream: async function* stream(start, length) {
      yield bytes.subarray(start, start + length);
    },
  };
}
