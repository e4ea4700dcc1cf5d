import { type Readable, type Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SourceFault } from '../../../kernel/source-fault.ts';

const inflaters: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** A body to its end, counted as it comes and after inflating, so that neither a long nor a densely packed one fills the memory. */
export async function readBody(body: Readable, encoding: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of plain(body, encoding)) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > limit) throw new SourceFault('answer-too-large', { limit });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Packed bodies come although `identity` was asked for: some servers don't listen. */
function plain(body: Readable, encoding: string): AsyncIterable<unknown> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const inflate = inflaters.get(name)?.();
  if (inflate === undefined) throw new SourceFault('answer-not-readable', { format: 'Content-Encoding' });
  // A failure on either side comes out of the loop that reads the inflated side.
  return pipeline(body, inflate, () => undefined);
}
