import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { WorkObjects } from '../../collection/retention/sweep-objects.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';

const removedAtOnce = 10;

/** Lists and removes objects of a bucket. In a versioned bucket a removed object stays as an earlier version. */
export function workObjects(client: S3Client, bucket: string): WorkObjects {
  const pages = async function* (input: Omit<ListObjectsV2CommandInput, 'Bucket'>) {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, ...input, ...definedOnly({ ContinuationToken: token }) }),
      );
      yield page;
      token = page.NextContinuationToken;
    } while (token !== undefined);
  };
  return {
    folders: async (prefix) => {
      const names: string[] = [];
      for await (const { CommonPrefixes = [] } of pages({ Prefix: prefix, Delimiter: '/' }))
        for (const { Prefix = '' } of CommonPrefixes) names.push(Prefix.slice(prefix.length, -1));
      return names;
    },
    keys: async function* (prefix, from, before) {
      for await (const { Contents = [] } of pages({ Prefix: prefix, StartAfter: `${prefix}${from}` }))
        for (const { Key } of Contents) {
          if (Key === undefined) continue;
          if (Key >= `${prefix}${before}`) return;
          yield Key;
        }
    },
    remove: async (keys) => {
      await mapWithConcurrency(removedAtOnce, keys, async (key) => {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      });
    },
  };
}
