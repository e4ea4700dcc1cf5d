import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Uploads an object of unknown size by way of the function's disk (S3 wants its length); returns what `write` does. */
export function openUpload(client: S3Client, bucket: string, mediaType: string) {
  return async <T>(key: string, write: (output: Writable) => Promise<T>): Promise<T> => {
    const folder = await mkdtemp(join(tmpdir(), 'guiji-'));
    try {
      const path = join(folder, 'object');
      const written = await write(createWriteStream(path));
      const { size } = await stat(path);
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: createReadStream(path),
          ContentLength: size,
          ContentType: mediaType,
        }),
      );
      return written;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
