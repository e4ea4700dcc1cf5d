import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { dechunk } from './aws-chunked.ts';
import type { ObjectIndex } from './object-index.ts';
import { type ReceivedBody, receiveBody } from './receive-body.ts';
import { S3Error } from './s3-error.ts';
import type { SignedPayload } from './sign-v4.ts';

export type RequestContext = {
  readonly objectIndex: ObjectIndex;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: SignedPayload;
  readonly body: AsyncIterable<Buffer>;
  readonly now: Date;
};

/** The range of a file includes `end`. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly file?: { readonly path: string; readonly start: number; readonly end: number };
};

/** What S3 stores with an object and returns with it. */
export function storedHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  const stored: Record<string, string> = { 'content-type': headers.get('content-type') ?? 'binary/octet-stream' };
  for (const name of ['cache-control', 'content-disposition', 'content-language', 'expires']) {
    const value = headers.get(name);
    if (value !== undefined) stored[name] = value;
  }
  const encoding = (headers.get('content-encoding') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length > 0) stored['content-encoding'] = encoding.join(',');
  for (const [name, value] of headers) if (name.startsWith('x-amz-meta-')) stored[name] = value;
  return stored;
}

/** Receives a PUT's body, plain or chunked. Throws MissingContentLength without a size. */
export async function receiveSigned(context: RequestContext, path: string): Promise<ReceivedBody> {
  const { headers, payload } = context;
  const length = headers.get('content-length');
  const contentMd5 = headers.get('content-md5');
  const checksums = [...headers].filter(
    ([name]) =>
      name.startsWith('x-amz-checksum-') &&
      !['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type'].includes(name),
  );
  const stated = { checksums, ...definedOnly({ contentMd5 }) };
  if (payload.kind === 'chunked') {
    const decoded = headers.get('x-amz-decoded-content-length');
    if (decoded === undefined || !/^\d+$/.test(decoded))
      throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
    const announced = (headers.get('x-amz-trailer') ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== '');
    const values = new Map<string, string>();
    return receiveBody(dechunk(context.body, values), path, {
      ...stated,
      size: Number(decoded),
      trailers: { announced, values },
    });
  }
  if (length === undefined)
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  return receiveBody(context.body, path, {
    ...stated,
    size: Number(length),
    ...definedOnly({ sha256: payload.kind === 'sha256' ? payload.hex : undefined }),
  });
}
