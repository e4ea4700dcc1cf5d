import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { StagingStore } from '../../collection/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { readEntryCount, entryByteRange, headerWords, toWords } from '../../kernel/hashing/index-format.ts';
import type { ChangeLogFile, IndexFile } from '../../records/ports.ts';
import { changeLogStore } from './change-log-store.ts';
import { compress, contentEncoding, decompress, decompressor } from './compression.ts';

const Piece = z.instanceof(Uint8Array);
/** Staged lines (compressed), indexes and change logs. Throws a Failure when an object is cut off. */
export function stagingStore(
  client: S3Client,
  bucket: string,
): StagingStore & IndexFile & ChangeLogFile & { readonly readIndex: (key: string) => Promise<Uint32Array> } {
  const readObject = async (key: string, range?: string) => {
    const { Body, ContentLength, ContentEncoding } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...definedOnly({ Range: range }) }),
    );
    if (!(Body instanceof Readable) || ContentLength === undefined) throw new Failure('object-without-body', { key });
    // Read in place: an index of a million records is 38 MB.
    const bytes = new Uint8Array(ContentLength);
    let length = 0;
    for await (const chunk of Body) {
      const piece = Piece.parse(chunk);
      if (length + piece.length > ContentLength) throw new Failure('object-longer-than-declared', { key });
      bytes.set(piece, length);
      length += piece.length;
    }
    if (length < ContentLength) throw new Failure('object-shorter-than-declared', { key });
    return { bytes, encoding: ContentEncoding };
  };
  const readBytes = async (key: string, range?: string) => (await readObject(key, range)).bytes;
  const readRange = async (key: string, start: number, length: number) =>
    toWords(await readBytes(key, `bytes=${start}-${start + length - 1}`));

  return {
    ...changeLogStore(client, bucket),
    writeLines: async (key, lines) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: await compress(lines),
          ContentType: 'application/x-ndjson',
          ContentEncoding: contentEncoding,
        }),
      );
    },
    readLines: async function* (key) {
      const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!(Body instanceof Readable)) throw new Failure('object-without-body', { key });
      const unpacked = decompressor(ContentEncoding);
      Body.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
      try {
        for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) if (line !== '') yield line;
      } finally {
        Body.destroy();
      }
    },
    readChunk: async (key) => {
      const { bytes, encoding } = await readObject(key);
      return await decompress(bytes, encoding);
    },
    writeIndex: async (key, words) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: new Uint8Array(words.buffer, words.byteOffset, words.byteLength),
          ContentType: 'application/octet-stream',
        }),
      );
    },
    readIndex: async (key) => toWords(await readBytes(key)),
    entries: async (key) => readEntryCount(await readRange(key, 0, headerWords * 4)),
    read: async (key, first, count) => {
      const { start, length } = entryByteRange(first, count);
      return count === 0 ? new Uint32Array(0) : await readRange(key, start, length);
    },
  };
}
