import type { Readable } from 'node:stream';
import { collectChunks, decompress } from './decompress.ts';

/** Throws `answer-too-large` beyond `limit` bytes, before and after decompression; else as `decompress` does. */
export async function readBody(body: Readable, encoding: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  return await decompress(await collectChunks(body, limit), encoding, limit);
}
