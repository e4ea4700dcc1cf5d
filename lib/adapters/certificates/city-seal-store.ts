import { hash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../kernel/failure.ts';

/** Written by an administrator alone; functions may read it. */
const key = 'seals/city.esl';

/** Keeps the city's seal (SESeal in DER); the bucket keeps what it replaces. */
export function citySealStore(client: S3Client, bucket: string) {
  return {
    /** `null` when the city has given none; `fingerprint` tells one seal from the next. */
    read: async (): Promise<{ readonly bytes: Uint8Array; readonly fingerprint: string } | null> => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) throw new Failure('object-without-body', { key });
        const bytes = await Body.transformToByteArray();
        return { bytes, fingerprint: hash('sha256', bytes).slice(0, 16) };
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    write: async (seal: Uint8Array): Promise<void> => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: seal }));
    },
  };
}
