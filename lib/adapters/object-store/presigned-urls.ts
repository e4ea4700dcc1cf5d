import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** A presigned POST for one object of exactly this key, size in bytes and media type. */
export async function presignUpload(
  client: S3Client,
  bucket: string,
  upload: { key: string; size: number; mediaType: string; seconds: number },
) {
  const { url, fields } = await createPresignedPost(client, {
    Bucket: bucket,
    Key: upload.key,
    Expires: upload.seconds,
    Fields: { 'Content-Type': upload.mediaType },
    Conditions: [
      ['content-length-range', upload.size, upload.size],
      ['eq', '$Content-Type', upload.mediaType],
    ],
  });
  return { url, fields };
}

type Download = {
  readonly bucket: string;
  readonly key: string;
  readonly fileName: string;
  readonly seconds: number;
};

/** A presigned GET that saves the object under a name (RFC 6266); `null` without an object. */
export async function presignDownload(
  client: S3Client,
  { bucket, key, fileName, seconds }: Download,
): Promise<string | null> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
  const disposition = `attachment; filename="workbook.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return await getSignedUrl(
    client,
    new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition: disposition }),
    { expiresIn: seconds },
  );
}

type Attachment = Download & { readonly mediaType: string };

/** A presigned GET that saves an object under a name, as a type that the server fixes, and never displays it. */
export async function presignAttachment(
  client: S3Client,
  { bucket, key, fileName, mediaType, seconds }: Attachment,
): Promise<string> {
  const disposition = `attachment; filename="paper"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return await getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: disposition,
      ResponseContentType: mediaType,
    }),
    { expiresIn: seconds },
  );
}
