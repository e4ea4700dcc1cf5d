import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../client-settings.ts';

/** The SDK's environment gives region, credentials and endpoint. */
export function objectClient({ usesPathStyle }: { readonly usesPathStyle: boolean }): S3Client {
  return new S3Client({ ...clientSettings(), forcePathStyle: usesPathStyle });
}

/** A presigned URL would by default carry the checksum of an empty body. */
export function presigningClient({ usesPathStyle }: { readonly usesPathStyle: boolean }): S3Client {
  return new S3Client({
    ...clientSettings(),
    forcePathStyle: usesPathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}
