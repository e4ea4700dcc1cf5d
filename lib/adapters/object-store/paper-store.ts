import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { maxPaperBytes } from '../../../schemas/collection/archive.ts';
import type { PaperStore } from '../../collection/archive/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { presignAttachment, presignUpload } from './presigned-urls.ts';

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a paper that is kept; throws a Failure without a body. */
export function paperReader(client: S3Client, bucket: string) {
  return async (key: string): Promise<Uint8Array> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Failure('object-without-body', { key });
    return await Body.transformToByteArray();
  };
}

/** Uploads of papers, and the judged copies, in the raw bucket. `presigning` signs for browsers. */
export function paperStore(client: S3Client, presigning: S3Client, bucket: string): PaperStore {
  return {
    presignUpload: (upload) => presignUpload(presigning, bucket, upload),
    readUpload: async (key) => {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined || ContentLength === undefined) throw new Failure('object-without-body', { key });
        if (ContentLength <= maxPaperBytes) return await Body.transformToByteArray();
        await Body.transformToWebStream().cancel();
        return 'too-large';
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    keepPaper: async ({ key, bytes, mediaType }) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mediaType }));
    },
    presignDownload: (paper) => presignAttachment(presigning, { bucket, ...paper }),
  };
}
