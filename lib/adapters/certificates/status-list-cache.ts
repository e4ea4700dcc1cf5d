import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { Instant } from '../../../schemas/kernel/day.ts';
import type { StatusListPorts } from '../../certificates/status-lists/ports.ts';
import { Failure } from '../../kernel/failure.ts';

const CachedStatusList = z.object({
  changes: z.int(),
  capacity: z.int(),
  madeAt: Instant,
  indexCaughtUp: z.boolean(),
  token: z.string(),
});

/** Objects may be deleted at any time. */
export function statusListCache(client: S3Client, bucket: string): StatusListPorts['cached'] {
  const objectKey = (type: string, year: number): string => `status-lists/${type}/${year}.json`;
  return {
    read: async (type, year) => {
      const key = objectKey(type, year);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) throw new Failure('object-without-body', { key });
        return CachedStatusList.parse(JSON.parse(await Body.transformToString()));
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    write: async (type, year, list) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: objectKey(type, year),
          Body: JSON.stringify(list),
          ContentType: 'application/json',
        }),
      );
    },
  };
}
