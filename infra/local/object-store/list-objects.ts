import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { StoredVersion } from './journal.ts';
import type { ObjectIndex } from './object-index.ts';
import type { Answer } from './request-context.ts';
import { S3Error } from './s3-error.ts';

type Listing = {
  readonly prefix: string;
  readonly delimiter: string;
  readonly token: string | undefined;
  readonly after: string;
  readonly maxKeys: number;
};
type Page = {
  readonly objects: readonly { readonly key: string; readonly version: StoredVersion }[];
  readonly groups: readonly string[];
  readonly truncated: boolean;
  readonly last: string | undefined;
};

/** Lists up to 1000 keys. Throws NotImplemented for version 1. */
export function listObjects(objectIndex: ObjectIndex, bucket: string, query: ReadonlyMap<string, string>): Answer {
  if (query.get('list-type') !== '2')
    throw new S3Error('NotImplemented', 'Only version 2 of ListObjects is supported by this store.');
  const listing = parseListing(query);
  const xml = writeListing(bucket, listing, readPage(objectIndex, bucket, listing), query.get('encoding-type'));
  return { status: 200, xml };
}

function parseListing(query: ReadonlyMap<string, string>): Listing {
  const token = query.get('continuation-token');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    token,
    after: token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8'),
    maxKeys: parseMaxKeys(query.get('max-keys')),
  };
}

function readPage(objectIndex: ObjectIndex, bucket: string, { prefix, delimiter, after, maxKeys }: Listing): Page {
  const keys = objectIndex.keys(bucket);
  const objects: { key: string; version: StoredVersion }[] = [];
  const groups = new Set<string>();
  let last: string | undefined;
  for (let index = findStart(keys, after, prefix); index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) break;
    const version = objectIndex.find(bucket, key);
    if (version === undefined || version.deleted === true) continue;
    const group = findGroup(key, prefix, delimiter);
    if (group !== null && groups.has(group)) continue;
    if (objects.length + groups.size >= maxKeys) return { objects, groups: [...groups], truncated: true, last };
    // The next page starts after every key of the group.
    last = group === null ? key : `${group}\u{10ffff}`;
    if (group === null) objects.push({ key, version });
    else groups.add(group);
  }
  return { objects, groups: [...groups], truncated: false, last };
}

function findGroup(key: string, prefix: string, delimiter: string): string | null {
  const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return cut < 0 ? null : key.slice(0, cut + delimiter.length);
}
function writeListing(bucket: string, listing: Listing, page: Page, encodingType: string | undefined): string {
  const { prefix, delimiter, token, maxKeys } = listing;
  const encode = encodingType === 'url' ? (text: string) => encodeURIComponent(text).replaceAll('%2F', '/') : escapeXml;
  const next = page.truncated && page.last !== undefined ? Buffer.from(page.last).toString('base64url') : undefined;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix>`,
    delimiter === '' ? '' : `<Delimiter>${encode(delimiter)}</Delimiter>`,
    encodingType === undefined ? '' : '<EncodingType>url</EncodingType>',
    token === undefined ? '' : `<ContinuationToken>${escapeXml(token)}</ContinuationToken>`,
    `<KeyCount>${page.objects.length + page.groups.length}</KeyCount><MaxKeys>${maxKeys}</MaxKeys>`,
    `<IsTruncated>${page.truncated}</IsTruncated>`,
    next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`,
    ...page.objects.map(({ key, version }) => writeObject(encode(key), version)),
    ...page.groups.map((group) => `<CommonPrefixes><Prefix>${encode(group)}</Prefix></CommonPrefixes>`),
    '</ListBucketResult>',
  ].join('');
}

function writeObject(key: string, { modified, etag, size }: StoredVersion): string {
  return (
    `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><ETag>&quot;${etag}&quot;</ETag>` +
    `<Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}

/** 1000 unless fewer are asked for. Throws InvalidArgument. */
export function parseMaxKeys(text: string | undefined): number {
  if (text === undefined) return 1000;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(1000, Number(text));
}

/** Binary search in UTF-8 order. */
function findStart(keys: readonly string[], after: string, prefix: string): number {
  const from = Buffer.from(after);
  const least = Buffer.from(prefix);
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const key = Buffer.from(keys[middle] ?? '');
    if ((after !== '' && Buffer.compare(key, from) <= 0) || Buffer.compare(key, least) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
