import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  type BrotliDecompress,
  type Gunzip,
  type Inflate,
  type InflateRaw,
  type ZstdDecompress,
} from 'node:zlib';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { charsetOfMark } from './byte-order-marks.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Decompressor = Transform & (BrotliDecompress | Gunzip | Inflate | InflateRaw | ZstdDecompress);

/** Some proxies compress what the service has compressed already. */
const maxLayers = 3;

/** Formats that begin with a mark (RFC 1952, RFC 1950, RFC 8878); text in no charset begins so. */
const marked: readonly { readonly matches: (bytes: Bytes) => boolean; readonly open: () => Decompressor }[] = [
  { matches: ([a, b, c]) => a === 0x1f && b === 0x8b && c === 8, open: createGunzip },
  {
    matches: ([a = 0, b = 0]) => (a & 0x8f) === 0x08 && (a * 256 + b) % 31 === 0 && !isPrintable(b),
    open: createInflate,
  },
  { matches: ([a, b, c, d]) => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd, open: createZstdDecompress },
];

/**
 * Decompresses a body by what its bytes are: `Content-Encoding` (RFC 9110 §8.4) is wrong too often. The header decides
 * only about brotli and raw deflate, which have no mark. Throws `answer-too-large` beyond `limit` bytes, and
 * `answer-not-readable` for half a body.
 */
export async function decompress(body: Bytes, encoding: string, limit: number): Promise<Bytes> {
  const names = new Set(encoding.toLowerCase().split(/[\s,]+/));
  let bytes = body;
  for (let layer = 0; layer < maxLayers && bytes.length > 0; layer += 1) {
    const opened = await openLayer(bytes, names, limit);
    if (opened === null) break;
    bytes = opened;
  }
  if (bytes.length > 0 && !beginsLikeText(bytes) && [...names].some((name) => name !== '' && name !== 'identity'))
    throw new SourceFault('answer-not-readable', { format: 'Content-Encoding' }, { raw: body });
  return bytes;
}

/** `null` where nothing is compressed. */
async function openLayer(bytes: Bytes, names: ReadonlySet<string>, limit: number): Promise<Bytes | null> {
  const format = marked.find(({ matches }) => matches(bytes));
  if (format !== undefined) return await inflated(bytes, format.open, limit);
  const isText = beginsLikeText(bytes);
  for (const [name, open] of unmarked)
    if (names.has(name) || !isText) {
      const unpacked = await tried(bytes, open, limit);
      if (unpacked !== null && isReadable(unpacked)) return unpacked;
    }
  return null;
}

/** Text, or a further layer: some proxies compress what a service compressed by another method. */
function isReadable(bytes: Bytes): boolean {
  return beginsLikeText(bytes) || marked.some(({ matches }) => matches(bytes));
}

const unmarked = [
  ['br', createBrotliDecompress],
  ['deflate', createInflateRaw],
] as const;

/** `null` unless the whole body is in this format. */
async function tried(bytes: Bytes, open: () => Decompressor, limit: number): Promise<Bytes | null> {
  try {
    return await inflated(bytes, open, limit);
  } catch (error) {
    if (error instanceof SourceFault && error.code === 'answer-too-large') throw error;
    return null;
  }
}

async function inflated(bytes: Bytes, open: () => Decompressor, limit: number): Promise<Bytes> {
  const inflate = open();
  inflate.end(bytes);
  const chunks = await collectChunks(inflate, limit);
  // Node reads further members of gzip, and leaves out what stands behind them.
  if (inflate.bytesWritten < bytes.length && open !== createGunzip)
    throw new SourceFault('answer-not-readable', { format: 'Content-Encoding' }, { raw: bytes });
  return chunks;
}

/** Reads a stream of bytes. Throws `answer-too-large` beyond `limit`, and what the stream throws. */
export async function collectChunks(stream: AsyncIterable<unknown>, limit: number): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
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

/** White space, a printable ASCII character, a byte order mark, or UTF-16: JSON and XML begin so in every charset. */
function beginsLikeText(bytes: Bytes): boolean {
  const [first = 0, second = 0] = bytes;
  if (charsetOfMark(bytes) !== null) return true;
  if (first === 0) return isPrintable(second);
  return isPrintable(first) && (isPrintable(second) || second === 0 || second > 0x7f);
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
