import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Failure } from '../../kernel/failure.ts';
import type { SealStore, StoredSeal } from '../../sharing/seals/ports.ts';
import { gzip } from '../gzip.ts';
import { sealFolder, sealKey, sealNumber } from './seal-keys.ts';

/**
 * Seals and parts in the audit bucket, whose Object Lock keeps every version; each object is put under a name that had
 * none.
 *
 *     seals/000000000123.json                                          where every chain ended
 *     entries/civil-affairs/03/000000000121-000000000140.ndjson.gz     entries of one chain
 */
export function sealStore(client: S3Client, bucket: string): SealStore {
  const read = async (key: string): Promise<Uint8Array | null> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (Body === undefined) throw new Failure('object-without-body', { key });
      return await Body.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  };
  /** False when the key has an object. */
  const put = async (key: string, body: Uint8Array, type: string): Promise<boolean> => {
    try {
      const object = { Bucket: bucket, Key: key, Body: body, ContentType: type };
      await client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return false;
      throw error;
    }
  };
  const readSeal = async (number: number): Promise<StoredSeal> => {
    const bytes = await read(sealKey(number));
    return { number, text: new TextDecoder().decode(bytes ?? new Uint8Array()) };
  };
  const numbers = async function* (first: number): AsyncGenerator<number> {
    const from = { Prefix: sealFolder, StartAfter: sealKey(first - 1) };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, ...from }))
      for (const { Key = '' } of Contents) {
        const number = sealNumber(Key);
        if (number !== null) yield number;
      }
  };
  const part = async (key: string): Promise<string | null> => unpackPart(await read(key));
  return {
    seals: async function* (first = 1) {
      for await (const number of numbers(first)) yield await readSeal(number);
    },
    last: async () => {
      let last: number | undefined;
      for await (const number of numbers(1)) last = number;
      return last === undefined ? null : await readSeal(last);
    },
    part,
    addPart: async (key, text) => {
      if (await put(key, gzip(new TextEncoder().encode(text)), 'application/gzip')) return;
      if ((await part(key)) !== text) throw new Failure('audit-part-differs', { key });
    },
    addSeal: async ({ number, text }) => await put(sealKey(number), new TextEncoder().encode(text), 'application/json'),
  };
}

/** `null` for what is not gzip. */
export async function unpackPart(bytes: Uint8Array | null): Promise<string | null> {
  if (bytes === null) return null;
  try {
    return new TextDecoder().decode(await promisify(gunzip)(bytes));
  } catch {
    return null;
  }
}
