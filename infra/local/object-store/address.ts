import { S3Error } from './s3-error.ts';

/** `/storage/guiji-local-raw/a/b.xlsx?versionId=…` */
export type Address = {
  /** As sent: the signature covers it. */
  readonly path: string;
  readonly bucket: string | null;
  readonly key: string | null;
  readonly query: ReadonlyMap<string, string>;
};

/** Throws InvalidURI, KeyTooLongError. */
export function parseAddress(url: string, mount: string): Address {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new Map<string, string>();
  for (const pair of mark < 0 ? [] : url.slice(mark + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    query.set(decode(equals < 0 ? pair : pair.slice(0, equals)), equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  const below = path.startsWith(mount) ? path.slice(mount.length) : path;
  const [, bucket = '', key = ''] = /^\/?([^/]*)\/?(.*)$/s.exec(below) ?? [];
  const decodedKey = decode(key);
  if (Buffer.byteLength(decodedKey) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long');
  return { path, bucket: bucket === '' ? null : decode(bucket), key: decodedKey === '' ? null : decodedKey, query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', 'Could not parse the specified URI');
  }
}
