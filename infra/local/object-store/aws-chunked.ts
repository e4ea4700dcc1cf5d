import { S3Error } from './s3-error.ts';

const maxLineBytes = 16_384;

/**
 * Decodes unsigned chunks. Throws IncompleteBody for malformed ones.
 *
 *     5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n   →   hello
 */
export async function* dechunk(body: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const decoder = createDecoder(trailers);
  for await (const chunk of body) yield* decoder.push(chunk);
  decoder.finish();
}

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done';

function createDecoder(trailers: Map<string, string>) {
  let buffered: Buffer = Buffer.alloc(0);
  let chunkBytesLeft = 0;
  let state: State = startState();

  const takeData = (): Buffer | undefined => {
    if (buffered.length === 0) return undefined;
    const part = buffered.subarray(0, chunkBytesLeft);
    buffered = buffered.subarray(part.length);
    chunkBytesLeft -= part.length;
    if (chunkBytesLeft === 0) state = 'data-end';
    return part;
  };
  const takeLine = (): string | undefined => {
    const end = buffered.indexOf('\r\n');
    if (end < 0 && buffered.length > maxLineBytes)
      throw new S3Error('InvalidRequest', 'A chunk header or trailer is too long.');
    if (end < 0) return undefined;
    const line = buffered.toString('latin1', 0, end);
    buffered = buffered.subarray(end + 2);
    return line;
  };
  const handleLine = (line: string): void => {
    if (state === 'data-end') {
      if (line !== '') throw incompleteBody();
      state = 'size';
    } else if (state === 'size') {
      chunkBytesLeft = parseSize(line);
      state = chunkBytesLeft === 0 ? 'trailer' : 'data';
    } else if (line === '') {
      state = 'done';
    } else {
      addTrailer(trailers, line);
    }
  };

  return {
    *push(chunk: Buffer): Generator<Buffer> {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      for (;;) {
        if (state === 'done') return;
        const taken = state === 'data' ? takeData() : takeLine();
        if (taken === undefined) return;
        if (typeof taken === 'string') handleLine(taken);
        else yield taken;
      }
    },
    finish: (): void => {
      if (state !== 'done' && !(state === 'trailer' && buffered.length === 0)) throw incompleteBody();
    },
  };
}

const startState = (): State => 'size';
const incompleteBody = (): S3Error => new S3Error('IncompleteBody', 'The request body terminated unexpectedly');

/** Hexadecimal: `5` or `5;chunk-signature=…`. */
function parseSize(line: string): number {
  const [size = ''] = line.split(';');
  if (!/^[0-9a-f]{1,12}$/i.test(size)) throw incompleteBody();
  return Number.parseInt(size, 16);
}

function addTrailer(trailers: Map<string, string>, line: string): void {
  const colon = line.indexOf(':');
  if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}
