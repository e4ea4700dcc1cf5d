import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { Failure } from '../../kernel/failure.ts';
import { createIndexWords, entryWords, toWords } from '../../kernel/hashing/index-format.ts';
import type { IndexDraft, VersionSpool } from '../../records/rebuild/rebuild-index.ts';

const Piece = z.instanceof(Uint8Array);
const rangeCount = 256;
/** 16 KB a range, hence 4 MB for all. */
const bufferedVersions = 400;

const bytesOf = (words: Uint32Array) => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

/** Opens a spool below the folder for temporary files, of versions of `spooledWords` words. */
export async function openSpool(spooledWords: number): Promise<VersionSpool> {
  const folder = await mkdtemp(join(tmpdir(), 'guiji-'));
  const buffers = Array.from({ length: rangeCount }, () => ({ words: new Uint32Array(0), length: 0 }));
  const pathOf = (range: number) => join(folder, `${range}`);
  const flush = async (range: number) => {
    const buffer = buffers[range];
    if (buffer === undefined || buffer.length === 0) return;
    const full = buffer.words.slice(0, buffer.length);
    buffer.length = 0;
    await appendFile(pathOf(range), bytesOf(full));
  };
  return {
    add: async (versions) => {
      for (let at = 0; at < versions.length; at += spooledWords) {
        const range = (versions[at] ?? 0) >>> 24;
        const buffer = buffers[range];
        if (buffer === undefined) continue;
        if (buffer.words.length === 0) buffer.words = new Uint32Array(bufferedVersions * spooledWords);
        buffer.words.set(versions.subarray(at, at + spooledWords), buffer.length);
        buffer.length += spooledWords;
        if (buffer.length === buffer.words.length) await flush(range);
      }
    },
    readRange: async (range) => {
      await flush(range);
      try {
        return toWords(await readFile(pathOf(range)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint32Array(0);
        throw error;
      }
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Opens a draft below the folder for temporary files. */
export function indexDrafts(client: S3Client, bucket: string): () => Promise<IndexDraft> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guiji-'));
    const path = join(folder, 'index');
    const file = await open(path, 'w+');
    let entries = 0;
    let position = createIndexWords(0).byteLength;
    return {
      append: async (given) => {
        const bytes = bytesOf(given);
        await file.write(bytes, 0, bytes.length, position);
        position += bytes.length;
        entries += given.length / entryWords;
      },
      finish: async () => {
        const header = createIndexWords(0);
        header[2] = entries;
        await file.write(bytesOf(header), 0, header.byteLength, 0);
        return await sha256Of(createReadStream(path));
      },
      upload: async (key) => {
        const { size } = await stat(path);
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: createReadStream(path),
            ContentLength: size,
            ContentType: 'application/octet-stream',
          }),
        );
      },
      dispose: async () => {
        await file.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
}

/** SHA-256 of an object, hex, read as a stream; `null` without an object. */
export function objectHashes(client: S3Client, bucket: string): (key: string) => Promise<string | null> {
  return async (key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!(Body instanceof Readable)) throw new Failure('object-without-body', { key });
      return await sha256Of(Body);
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  };
}

async function sha256Of(stream: Readable): Promise<string> {
  const sha256 = createHash('sha256');
  for await (const chunk of stream) sha256.update(Piece.parse(chunk));
  return sha256.digest('hex');
}
