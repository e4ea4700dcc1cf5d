import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** The object store's client. Region, credentials and endpoint come from the SDK's own environment; a store with an endpoint of its own is addressed by path. */
export function objectClient(config: S3ClientConfig = {}): S3Client {
  return new S3Client({ forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined, ...config });
}

/** For presigned addresses: else they would carry the checksum of an empty body. */
export function presigningClient(): S3Client {
  return objectClient({ requestChecksumCalculation: 'WHEN_REQUIRED' });
}
