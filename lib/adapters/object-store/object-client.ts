import { S3Client } from '@aws-sdk/client-s3';

/** The object store's client; region, credentials and endpoint come from the SDK's own environment. `usesPathStyle` is for stores that have no host per bucket. */
export function objectClient({ usesPathStyle }: { readonly usesPathStyle: boolean }): S3Client {
  return new S3Client({ forcePathStyle: usesPathStyle });
}

/** For presigned addresses: else they would carry the checksum of an empty body. */
export function presigningClient({ usesPathStyle }: { readonly usesPathStyle: boolean }): S3Client {
  return new S3Client({ forcePathStyle: usesPathStyle, requestChecksumCalculation: 'WHEN_REQUIRED' });
}
