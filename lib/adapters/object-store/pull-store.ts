import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PulledSegment, PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { PullStore } from '../../collection/sources/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { compress, contentEncoding, decompress } from './compression.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const asBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Pulls in the raw bucket: pages are compressed, hashes are of the raw bytes. */
export function pullStore(client: S3Client, bucket: string): PullStore {
  const put = async (key: string, bytes: Uint8Array, encoding?: string) => {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: encoding === undefined ? 'application/json' : 'application/octet-stream',
        ...definedOnly({ ContentEncoding: encoding }),
      }),
    );
  };
  const get = async (key: string): Promise<Uint8Array<ArrayBuffer>> => (await getObject(key)).bytes;
  const getObject = async (key: string) => {
    const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Failure('object-without-body', { key });
    return { bytes: new Uint8Array(await Body.transformToByteArray()), encoding: ContentEncoding };
  };
  return {
    writePage: async (key, bytes) => {
      await put(key, await compress(bytes), contentEncoding);
      return sha256(bytes);
    },
    readPage: async (key) => {
      const { bytes, encoding } = await getObject(key);
      return await decompress(bytes, encoding);
    },
    writeSegment: async (key, pages) => await put(key, asBytes({ pages })),
    readSegment: async (key) => PulledSegment.parse(JSON.parse(new TextDecoder().decode(await get(key)))).pages,
    writeManifest: async (key, manifest) => await put(key, asBytes(manifest)),
    readManifest: async (key) => {
      const bytes = await get(key);
      return { manifest: PullManifest.parse(JSON.parse(new TextDecoder().decode(bytes))), hash: sha256(bytes) };
    },
  };
}
