import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';

export type DownloadedObject = { readonly path: string; readonly hash: string; readonly dispose: () => Promise<void> };

/** Uploaded workbooks, never changed. */
export function rawStore(client: S3Client, bucket: string) {
  return {
    /** Copies to local disk, for a workbook is read from its end. Throws a Failure without a body. */
    download: async (key: string, version: string | undefined): Promise<DownloadedObject> => {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, ...definedOnly({ VersionId: version }) }),
      );
      if (!(Body instanceof Readable)) throw new Failure('object-without-body', { key });
      const folder = await mkdtemp(join(tmpdir(), 'guiji-'));
      const dispose = () => rm(folder, { recursive: true, force: true });
      const path = join(folder, 'raw');
      const sha256 = createHash('sha256');
      const hashing = new Transform({
        transform: (chunk: Uint8Array, _encoding, done) => {
          sha256.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(Body, hashing, createWriteStream(path));
      } catch (error) {
        await dispose();
        throw error;
      }
      return { path, hash: sha256.digest('hex'), dispose };
    },
    findUpload: async (key: string): Promise<{ size: number; version: string | undefined } | null> => {
      try {
        const { ContentLength, VersionId } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { size: ContentLength ?? 0, version: VersionId };
      } catch (error) {
        if (error instanceof NotFound) return null;
        throw error;
      }
    },
    deleteVersion: async (key: string, version: string): Promise<void> => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
    },
  };
}
