import type { StoredVersion } from './journal.ts';
import { checksumHeaders, matches, versionHeader } from './put-object.ts';
import type { Answer, RequestContext } from './request-context.ts';
import { S3Error } from './s3-error.ts';

const overrides = [
  'response-content-type',
  'response-content-disposition',
  'response-cache-control',
  'response-content-language',
  'response-content-encoding',
  'response-expires',
];

/** Checks conditions in the order of RFC 9110; gives one range. */
export function getObject(context: RequestContext): Answer {
  const { objectIndex, bucket, headers, query } = context;
  const version = findVersion(context);
  const common = {
    ...versionHeader(objectIndex, bucket, version),
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modified).toUTCString(),
  };
  const conditionStatus = checkConditions(headers, version);
  if (conditionStatus === 412)
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  if (conditionStatus === 304) return { status: 304, headers: common };

  const range = parseRange(headers.get('range'), version.size);
  const whole = range === null;
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  const wantsChecksum = whole && headers.get('x-amz-checksum-mode') === 'ENABLED';
  const partHeaders = whole ? {} : { 'content-range': `bytes ${start}-${end}/${version.size}` };
  const overridden = Object.fromEntries(
    [...query]
      .filter(([name]) => overrides.includes(name))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );
  return {
    status: whole ? 200 : 206,
    headers: {
      ...version.headers,
      ...overridden,
      ...common,
      'accept-ranges': 'bytes',
      'content-length': String(end - start + 1),
      ...partHeaders,
      ...(wantsChecksum ? checksumHeaders(version) : {}),
    },
    file: { path: objectIndex.filePath(version.file), start, end },
  };
}

function findVersion({ objectIndex, bucket, key, query }: RequestContext): StoredVersion {
  const id = query.get('versionId');
  const version = objectIndex.find(bucket, key, id === 'null' && !objectIndex.versioned(bucket) ? undefined : id);
  if (version === undefined)
    throw id === undefined
      ? new S3Error('NoSuchKey', 'The specified key does not exist.')
      : new S3Error('NoSuchVersion', 'The specified version does not exist.');
  if (version.deleted === true) {
    const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.id };
    throw id === undefined
      ? new S3Error('NoSuchKey', 'The specified key does not exist.', marker)
      : new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', marker);
  }
  return version;
}

function checkConditions(headers: ReadonlyMap<string, string>, version: StoredVersion): 200 | 304 | 412 {
  const modified = Math.floor(Date.parse(version.modified) / 1000) * 1000;
  const ifMatch = headers.get('if-match');
  const ifUnmodified = headers.get('if-unmodified-since');
  const ifNone = headers.get('if-none-match');
  const ifModified = headers.get('if-modified-since');
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, version.etag)) return 412;
  } else if (ifUnmodified !== undefined && modified > Date.parse(ifUnmodified)) return 412;
  if (ifNone !== undefined) {
    if (matches(ifNone, version.etag)) return 304;
  } else if (ifModified !== undefined && modified <= Date.parse(ifModified)) return 304;
  return 200;
}

/** Only `bytes=0-9`, `bytes=10-`, `bytes=-5`. Throws InvalidRange. */
function parseRange(header: string | undefined, size: number): Range | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  const range = from === '' ? lastBytes(Number(to), size) : bytesFrom(Number(from), to, size);
  if (range === undefined)
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable', { 'content-range': `bytes */${size}` });
  return range;
}

type Range = { readonly start: number; readonly end: number };

function lastBytes(count: number, size: number): Range | undefined {
  const start = Math.max(0, size - count);
  return count === 0 || start >= size ? undefined : { start, end: size - 1 };
}

function bytesFrom(start: number, to: string, size: number): Range | undefined {
  if (start >= size) return undefined;
  return { start, end: to === '' ? size - 1 : Math.min(size - 1, Number(to)) };
}
