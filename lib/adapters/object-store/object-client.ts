import { S3Client } from '@aws-sdk/client-s3';

/** The object store's client; region, credentials and endpoint come from the SDK's own environment. `byPath` is for stores that have no host per bucket. */
export function objectClient({ byPath }: { readonly byPath: boolean }): S3Client {
  return new S3Client({ forcePathStyle: byPath });
}

/** For presigned addresses: else they would carry the checksum of an empty body. */
export function presigningClient({ byPath }: { readonly byPath: boolean }): S3Client {
  return new S3Client({ forcePathStyle: byPath, requestChecksumCalculation: 'WHEN_REQUIRED' });
}
