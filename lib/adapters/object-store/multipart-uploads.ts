import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MultipartUploads } from '../../collection/deliveries/multipart-upload.ts';
import { Failure } from '../../kernel/failure.ts';

/** Uploads in parts to one bucket; `presigner` adds no checksum to an address. */
export function multipartUploads(client: S3Client, presigner: S3Client, bucket: string): MultipartUploads {
  return {
    begin: async (key, mediaType) => {
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: mediaType }),
      );
      if (UploadId === undefined) throw new Failure('object-without-body', { key });
      return UploadId;
    },
    storedParts: async (key, upload) => {
      try {
        // An upload has at most 25 parts; a page lists 1,000.
        const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: upload }));
        return Parts.map(({ PartNumber = 0, Size = 0, ETag = '' }) => ({ part: PartNumber, size: Size, etag: ETag }));
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
    presignPart: async ({ key, upload, part, size, seconds }) =>
      await getSignedUrl(
        presigner,
        new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: upload, PartNumber: part, ContentLength: size }),
        // Signed, so that S3 refuses a body of another size.
        { expiresIn: seconds, signableHeaders: new Set(['host', 'content-length']) },
      ),
    complete: async (key, upload, parts) => {
      try {
        await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            UploadId: upload,
            IfNoneMatch: '*',
            MultipartUpload: { Parts: parts.map(({ part, etag }) => ({ PartNumber: part, ETag: etag })) },
          }),
        );
        return true;
      } catch (error) {
        if (isGone(error) || (error instanceof S3ServiceException && error.name === 'PreconditionFailed')) return false;
        throw error;
      }
    },
    abort: async (key, upload) => {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: upload }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof NoSuchUpload || (error instanceof S3ServiceException && error.name === 'NoSuchUpload');
}
