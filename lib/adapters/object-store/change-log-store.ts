import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { StagingStore } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { changeByteRange, changeWords } from '../../kernel/hashing/change-format.ts';
import { toWords } from '../../kernel/hashing/index-format.ts';
import type { ChangeLogFile } from '../../records/ports.ts';
import { openUpload } from './open-upload.ts';

/** Change logs of publications. Writing goes by way of the function's disk: 24 bytes a change. */
export function changeLogStore(client: S3Client, bucket: string): ChangeLogFile & Pick<StagingStore, 'writeChangeLog'> {
  const upload = openUpload(client, bucket, 'application/octet-stream');
  return {
    writeChangeLog: (key, blocks) =>
      upload(key, async (output) => {
        let words = 0;
        const counted = async function* () {
          for await (const block of blocks) {
            words += block.length;
            yield new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
          }
        };
        await pipeline(Readable.from(counted(), { objectMode: false }), output);
        return { key, changes: words / changeWords };
      }),
    readChangeLog: async (key, first, count) => {
      const { start, length } = changeByteRange(first, count);
      try {
        const Range = `bytes=${start}-${start + length - 1}`;
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
        const bytes = await Body?.transformToByteArray();
        if (bytes?.length !== length) throw new Failure('object-shorter-than-declared', { key });
        return toWords(bytes);
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
  };
}
