import { type Readable, type Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SourceFault } from '../../../kernel/source-fault.ts';

const inflaters: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Throws `answer-too-large` beyond `limit` inflated bytes. */
export async function readBody(body: Readable, encoding: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of inflated(body, encoding)) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > limit) throw new SourceFault('answer-too-large', { limit });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function inflated(body: Readable, encoding: string): AsyncIterable<unknown> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const inflate = inflaters.get(name)?.();
  if (inflate === undefined) throw new SourceFault('answer-not-readable', { format: 'Content-Encoding' });
  // The loop that reads the inflated stream throws a failure of either.
  return pipeline(body, inflate, () => undefined);
}
