import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { StoredVersion } from './journal.ts';
import type { ObjectIndex } from './object-index.ts';
import type { ReceivedBody } from './receive-body.ts';
import { type Answer, storedHeaders, receiveSigned, type RequestContext } from './request-context.ts';
import { S3Error } from './s3-error.ts';

/** Checks `If-None-Match: *` and `If-Match` after receiving the body. */
export async function putObject(context: RequestContext): Promise<Answer> {
  const condition = { noneMatch: context.headers.get('if-none-match'), match: context.headers.get('if-match') };
  if (condition.noneMatch !== undefined && condition.noneMatch !== '*')
    throw new S3Error(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented: If-None-Match',
    );
  const { file, path } = context.objectIndex.newFile();
  const body = await receiveSigned(context, path);
  const version = addReceived(context, {
    file,
    body,
    headers: storedHeaders(context.headers),
    event: 'ObjectCreated:Put',
    condition,
  });
  return {
    status: 200,
    headers: {
      ...versionHeader(context.objectIndex, context.bucket, version),
      etag: `"${version.etag}"`,
      ...checksumHeaders(version),
    },
  };
}

type Condition = { readonly noneMatch: string | undefined; readonly match: string | undefined };
type ReceivedObject = {
  readonly file: string;
  readonly body: Pick<ReceivedBody, 'size' | 'etag' | 'checksum'>;
  readonly headers: Record<string, string>;
  readonly event: string;
  readonly condition?: Condition;
};

/** Deletes the file and throws when its condition fails: PreconditionFailed, NoSuchKey. */
export function addReceived(
  context: Pick<RequestContext, 'objectIndex' | 'bucket' | 'key' | 'now'>,
  received: ReceivedObject,
): StoredVersion {
  const { objectIndex, bucket, key } = context;
  const current = objectIndex.find(bucket, key);
  const exists = current !== undefined && current.deleted !== true;
  const { noneMatch, match } = received.condition ?? { noneMatch: undefined, match: undefined };
  const fails = (noneMatch !== undefined && exists) || (match !== undefined && exists && !matches(match, current.etag));
  if (fails || (match !== undefined && !exists)) {
    objectIndex.deleteFile(received.file);
    throw fails
      ? new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
      : new S3Error('NoSuchKey', 'The specified key does not exist.');
  }
  const { size, etag, checksum } = received.body;
  const version: StoredVersion = {
    id: received.file,
    file: received.file,
    size,
    etag,
    modified: context.now.toISOString(),
    headers: received.headers,
    ...definedOnly({ checksum }),
  };
  objectIndex.add(bucket, key, version, received.event);
  return version;
}

/** Whether an `If-Match` list names this entity tag. */
export function matches(list: string, etag: string): boolean {
  return list.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '').replaceAll('"', '')));
}

/** Returns no header for a bucket without versioning, as S3 does. */
export function versionHeader(
  objectIndex: ObjectIndex,
  bucket: string,
  version: StoredVersion,
): Record<string, string> {
  return objectIndex.versioned(bucket) ? { 'x-amz-version-id': version.id } : {};
}

/** Returns no header for a version without a checksum; multipart versions have none. */
export function checksumHeaders(version: StoredVersion): Record<string, string> {
  return version.checksum === undefined
    ? {}
    : { [version.checksum.name]: version.checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}
