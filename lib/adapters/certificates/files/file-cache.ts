import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { MakeFilePorts } from '../../../certificates/file/ports.ts';
import { Failure } from '../../../kernel/failure.ts';

/** Caches by document hash; objects may be deleted at any time. */
export function fileCache(client: S3Client, bucket: string): MakeFilePorts['cached'] {
  const objectKey = (hash: string, form: string): string => `certificates/${hash}/${form}`;
  return {
    read: async (hash, form) => {
      const key = objectKey(hash, form);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) throw new Failure('object-without-body', { key });
        return await Body.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    write: async (hash, form, file) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: objectKey(hash, form), Body: file }));
    },
  };
}
