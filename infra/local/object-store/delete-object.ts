import type { Answer, RequestContext } from './request-context.ts';

/** A versioned bucket gets a delete marker unless the request names a version. */
export function deleteObject({ objectIndex, bucket, key, query, now }: RequestContext): Answer {
  const id = query.get('versionId');
  if (!objectIndex.versioned(bucket)) {
    const version = objectIndex.find(bucket, key);
    if (version !== undefined) objectIndex.remove(bucket, key, version.id);
    return { status: 204 };
  }
  if (id !== undefined) {
    const marker = objectIndex.find(bucket, key, id)?.deleted === true ? { 'x-amz-delete-marker': 'true' } : {};
    objectIndex.remove(bucket, key, id);
    return { status: 204, headers: { 'x-amz-version-id': id, ...marker } };
  }
  const { file } = objectIndex.newFile();
  objectIndex.add(bucket, key, {
    id: file,
    file: '',
    size: 0,
    etag: '',
    modified: now.toISOString(),
    headers: {},
    deleted: true,
  });
  return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': file } };
}
