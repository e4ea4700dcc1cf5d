/// <reference lib="dom" />

import { type Compression, CorruptStream } from '../../adapters/xlsx/zip/compression.ts';

/** The platform's stream takes no bytes behind the end: they count as corrupt. */
async function* inflate(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const source: { failure?: { readonly error: unknown } } = {};
  const feeding = feed(raw, writable).catch((error: unknown) => {
    if (!(error instanceof CorruptStream)) source.failure = { error };
  });
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new CorruptStream();
      });
      if (done) break;
      yield value;
    }
  } catch (error) {
    await feeding;
    throw source.failure === undefined ? error : source.failure.error;
  } finally {
    // A reader who stops early lets the feeding end.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

async function feed(raw: AsyncIterable<Uint8Array>, writable: WritableStream<BufferSource>): Promise<void> {
  const writer = writable.getWriter();
  const corrupt = () => {
    throw new CorruptStream();
  };
  writer.closed.catch(() => undefined);
  try {
    for await (const chunk of raw) await writer.write(new Uint8Array(chunk)).catch(corrupt);
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
  // A cut stream fails on closing, and what nobody has read by then would be lost.
  await writer.ready.then(async () => await writer.close()).catch(corrupt);
}

async function inflateHead(bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of inflate(once(bytes))) chunks.push(chunk);
  } catch {
    // A cut stream ends in an error; its beginning has come by then.
  }
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let word = byte;
  for (let bit = 0; bit < 8; bit += 1) word = (word & 1) === 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
  return word;
});

function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i += 1) crc = (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

export const compression: Compression = { inflate, inflateHead, crc32 };
