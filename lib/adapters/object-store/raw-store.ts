import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, ListObjectVersionsCommand, type ObjectVersion, type S3Client } from '@aws-sdk/client-s3';
import type { StoredUpload } from '../../collection/deliveries/receive-upload.ts';
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
    /** Finds the version that the store wrote first; `null` without any. Events may come in another order. */
    findUpload: async (key: string): Promise<StoredUpload | null> => {
      let found: StoredUpload | null = null;
      for await (const { Size = 0, VersionId } of versionsOf(client, bucket, key))
        found = { size: Size, version: VersionId, later: found === null ? 0 : found.later + 1 };
      return found;
    },
  };
}

/** S3 lists the newest first. */
async function* versionsOf(client: S3Client, Bucket: string, key: string): AsyncGenerator<ObjectVersion> {
  let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key, ...markers }));
    for (const version of page.Versions ?? []) if (version.Key === key) yield version;
    if (page.IsTruncated !== true) return;
    markers = definedOnly({ KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker });
  }
}
