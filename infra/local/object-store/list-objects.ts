import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { ObjectIndex } from './object-index.ts';
import type { Answer } from './request-context.ts';
import { S3Error } from './s3-error.ts';

/** ListObjectsV2: prefix, delimiter, start-after, max-keys (1000 at the most) and continuation tokens. */
export function listObjects(objectIndex: ObjectIndex, bucket: string, query: ReadonlyMap<string, string>): Answer {
  if (query.get('list-type') !== '2')
    throw new S3Error('NotImplemented', 'Only version 2 of ListObjects is supported by this store.');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after =
    token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const most = parseLimit(query.get('max-keys'));
  const encode =
    query.get('encoding-type') === 'url'
      ? (text: string) => encodeURIComponent(text).replaceAll('%2F', '/')
      : escapeXml;

  const keys = objectIndex.keys(bucket);
  const contents: string[] = [];
  const prefixes = new Set<string>();
  let last = '';
  let truncated = false;
  for (let index = firstAfter(keys, after, prefix); index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) break;
    const version = objectIndex.find(bucket, key);
    if (version === undefined || version.deleted === true) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? null : key.slice(0, cut + delimiter.length);
    if (group !== null && prefixes.has(group)) continue;
    if (contents.length + prefixes.size >= most) {
      truncated = true;
      break;
    }
    // After a group the next page goes on behind everything in it.
    last = group === null ? key : `${group}\u{10ffff}`;
    if (group !== null) prefixes.add(group);
    else
      contents.push(
        `<Contents><Key>${encode(key)}</Key><LastModified>${version.modified}</LastModified><ETag>&quot;${version.etag}&quot;</ETag><Size>${version.size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
      );
  }
  const next =
    truncated && last !== ''
      ? `<NextContinuationToken>${Buffer.from(last).toString('base64url')}</NextContinuationToken>`
      : '';
  return {
    status: 200,
    xml:
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix>` +
      (delimiter === '' ? '' : `<Delimiter>${encode(delimiter)}</Delimiter>`) +
      (query.has('encoding-type') ? '<EncodingType>url</EncodingType>' : '') +
      (token === undefined ? '' : `<ContinuationToken>${escapeXml(token)}</ContinuationToken>`) +
      `<KeyCount>${contents.length + prefixes.size}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${truncated}</IsTruncated>${next}` +
      contents.join('') +
      [...prefixes].map((group) => `<CommonPrefixes><Prefix>${encode(group)}</Prefix></CommonPrefixes>`).join('') +
      '</ListBucketResult>',
  };
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return 1000;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(1000, Number(text));
}

/** The first place whose key comes after `after` and not before `prefix`, by halving. */
function firstAfter(keys: readonly string[], after: string, prefix: string): number {
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
