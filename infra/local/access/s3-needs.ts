import type { RequestKeys } from './condition.ts';
import type { Need } from './policy.ts';
import type { ArnParts } from './resolve-reference.ts';

export type S3Request = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string | null;
  readonly query: ReadonlyMap<string, string>;
};

/** What S3 checks. A presigned address or form needs what its signer may do. */
export function s3Need({ method, bucket, key, query }: S3Request, parts: ArnParts): Need {
  if (key === null) return listNeed(bucket, query, parts);
  return { action: `s3:${actionOnObject(method, query)}`, resource: `${bucketArn(bucket, parts)}/${key}` };
}

/** Without this permission, S3 answers 403 instead of 404 for a missing object. */
export function knowMissingNeed(bucket: string, parts: ArnParts): Need {
  return { action: 's3:ListBucket', resource: bucketArn(bucket, parts) };
}

function listNeed(bucket: string, query: ReadonlyMap<string, string>, parts: ArnParts): Need {
  const context: RequestKeys = Object.fromEntries(
    ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
      const value = query.get(name);
      return value === undefined ? [] : [[`s3:${name}`, [value]] as const];
    }),
  );
  const action = query.has('versions') ? 's3:ListBucketVersions' : 's3:ListBucket';
  return { action, resource: bucketArn(bucket, parts), context };
}

function actionOnObject(method: string, query: ReadonlyMap<string, string>): string {
  const version = query.has('versionId') ? 'Version' : '';
  const upload = query.has('uploadId');
  if (method === 'DELETE') return upload ? 'AbortMultipartUpload' : `DeleteObject${version}`;
  if (method === 'PUT' || method === 'POST') return 'PutObject';
  return upload ? 'ListMultipartUploadParts' : `GetObject${version}`;
}

const bucketArn = (bucket: string, { partition }: ArnParts): string => `arn:${partition}:s3:::${bucket}`;
