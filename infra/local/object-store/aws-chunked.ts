import { S3Error } from './s3-error.ts';

const incomplete = (): S3Error => new S3Error('IncompleteBody', 'The request body terminated unexpectedly');

/**
 * Takes the framing off an `aws-chunked` body (unsigned chunks) and hands the trailers over when the end is reached:
 *   5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n   →   hello
 */
export async function* dechunk(body: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let left = 0; //             bytes of the current chunk still to come
  let state = begin();
  for await (const chunk of body) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (state === 'data') {
        if (rest.length === 0) break;
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        yield part;
        if (left > 0) break;
        state = 'data-end';
      }
      if (state === 'done') break;
      const end = rest.indexOf('\r\n');
      if (end < 0) {
        if (rest.length > 16_384) throw new S3Error('InvalidRequest', 'A chunk header or trailer is too long.');
        break;
      }
      const line = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 2);
      if (state === 'data-end') {
        if (line !== '') throw incomplete();
        state = 'size';
      } else if (state === 'size') {
        const [size = ''] = line.split(';');
        if (!/^[0-9a-f]{1,12}$/i.test(size)) throw incomplete();
        left = Number.parseInt(size, 16);
        state = left === 0 ? 'trailer' : 'data';
      } else if (line === '') {
        state = 'done';
      } else {
        const colon = line.indexOf(':');
        if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
    }
  }
  if (state !== 'done' && !(state === 'trailer' && rest.length === 0)) throw incomplete();
}

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done';
const begin = (): State => 'size';
