import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { StoredVersion } from './journal.ts';
import { parseMaxKeys } from './list-objects.ts';
import type { ObjectIndex } from './object-index.ts';
import type { Answer } from './request-context.ts';
import { S3Error } from './s3-error.ts';

type ListedVersion = { readonly key: string; readonly version: StoredVersion; readonly latest: boolean };

/** Lists up to 1000 versions: keys in UTF-8 order, of each key the newest first. Throws NotImplemented for groups. */
export function listVersions(objectIndex: ObjectIndex, bucket: string, query: ReadonlyMap<string, string>): Answer {
  if (query.has('delimiter')) throw new S3Error('NotImplemented', 'This store lists versions without a delimiter.');
  const prefix = query.get('prefix') ?? '';
  const maxKeys = parseMaxKeys(query.get('max-keys'));
  const all = objectIndex
    .keys(bucket)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => newestFirst(objectIndex, bucket, key));
  const first = findStart(all, query.get('key-marker'), query.get('version-id-marker'));
  const page = all.slice(first, first + maxKeys);
  const isTruncated = first + maxKeys < all.length;
  const encode =
    query.get('encoding-type') === 'url'
      ? (text: string) => encodeURIComponent(text).replaceAll('%2F', '/')
      : escapeXml;
  const last = page.at(-1);
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix><MaxKeys>${maxKeys}</MaxKeys>`,
    query.has('encoding-type') ? '<EncodingType>url</EncodingType>' : '',
    `<IsTruncated>${isTruncated}</IsTruncated>`,
    isTruncated && last !== undefined
      ? `<NextKeyMarker>${encode(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.version.id}</NextVersionIdMarker>`
      : '',
    ...page.map((listed) => writeVersion(encode(listed.key), listed)),
    '</ListVersionsResult>',
  ].join('');
  return { status: 200, xml };
}

function newestFirst(objectIndex: ObjectIndex, bucket: string, key: string): readonly ListedVersion[] {
  return objectIndex
    .versions(bucket, key)
    .toReversed()
    .map((version, i) => ({ key, version, latest: i === 0 }));
}

/** Begins after the marked version, or after all versions of the marked key. */
function findStart(all: readonly ListedVersion[], key: string | undefined, id: string | undefined): number {
  if (key === undefined) return 0;
  const marked = all.findLastIndex((listed) => listed.key === key && (id === undefined || listed.version.id === id));
  return marked + 1;
}

function writeVersion(key: string, { version, latest }: ListedVersion): string {
  const { id, modified, etag, size, deleted } = version;
  const common = `<Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest><LastModified>${modified}</LastModified>`;
  return deleted === true
    ? `<DeleteMarker>${common}</DeleteMarker>`
    : `<Version>${common}<ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Version>`;
}
