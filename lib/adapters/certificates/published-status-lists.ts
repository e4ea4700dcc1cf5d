import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PublishedStatusLists } from '../../certificates/status-lists/ports.ts';
import { Failure } from '../../kernel/failure.ts';

/** Keeps the newest token of each list as an object `status-lists/<type>/<year>.jwt`. */
export function publishedStatusLists(client: S3Client, bucket: string): PublishedStatusLists {
  const objectKey = (type: string, year: number): string => `status-lists/${type}/${year}.jwt`;
  return {
    read: async (type, year) => {
      const key = objectKey(type, year);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) throw new Failure('object-without-body', { key });
        return await Body.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    write: async (type, year, token) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: objectKey(type, year),
          Body: token,
          ContentType: 'application/statuslist+jwt',
        }),
      );
    },
  };
}
