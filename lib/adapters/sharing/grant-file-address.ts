import type { S3Client } from '@aws-sdk/client-s3';
import { xlsxMediaType } from '../../../schemas/collection/routes.ts';
import type { FileAddress } from '../../sharing/files/ports.ts';
import { presignAttachment } from '../object-store/presigned-urls.ts';

const mediaTypes = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8', xlsx: xlsxMediaType } as const;

/** A presigned address that saves the file under its name; `client` presigns. */
export function grantFileAddress(client: S3Client, bucket: string): FileAddress {
  return async ({ object, fileName, format, seconds }) =>
    await presignAttachment(client, { bucket, key: object, fileName, mediaType: mediaTypes[format], seconds });
}
