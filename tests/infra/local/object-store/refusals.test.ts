import { createHash, createHmac, type Hash } from 'node:crypto';
import { request } from 'node:http';
import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definedOnly } from '../../../../lib/kernel/defined-only.ts';
import { readErrorCode, credentials, region, runObjectStore } from './run-object-store.ts';

let store: Awaited<ReturnType<typeof runObjectStore>>;
beforeAll(async () => {
  store = await runObjectStore();
  await store.s3.send(new PutObjectCommand({ Bucket: 'drafts', Key: 'here', Body: 'hello' }));
});
afterAll(() => store.close());

/** What a signed request is made of before it is signed, and what is done to it afterwards. */
type Request = {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  key?: typeof credentials;
  at?: Date;
};
type Signed = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | undefined;
};

class Sha256 {
  readonly #hash: Hash | ReturnType<typeof createHmac>;
  constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : Buffer.from(bytesOf(secret)));
  }
  update(data: string | Uint8Array | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}
function bytesOf(data: Uint8Array | ArrayBuffer | ArrayBufferView): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

async function send(
  { method = 'GET', path = '/drafts/here', query = {}, headers = {}, body, key = credentials, at }: Request,
  tamper: (signed: Signed) => void = () => undefined,
): Promise<string> {
  const signer = new SignatureV4({ service: 's3', region, credentials: key, sha256: Sha256, uriEscapePath: false });
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const unsigned = {
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: store.port,
    path: `/storage${path}`,
    query,
    headers: { host: `127.0.0.1:${store.port}`, ...length, ...headers },
    body,
  };
  const { headers: signedHeaders } = await signer.sign(unsigned, at === undefined ? {} : { signingDate: at });
  const signed: Signed = { method, path: unsigned.path, query: { ...query }, headers: { ...signedHeaders }, body };
  tamper(signed);
  return sendRaw(signed);
}

function sendRaw({ method, path, query, headers, body }: Signed): Promise<string> {
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: store.port, method, path: search === '' ? path : `${path}?${search}`, headers },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (text += chunk))
          .on('end', () => resolve(`${response.statusCode} ${/<Code>(\w+)</.exec(text)?.[1] ?? ''}`.trim()));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
const putHello: Request = { method: 'PUT', path: '/drafts/new', body: 'hello' };

describe('a signature in the header', () => {
  test.each<[string, Request, (signed: Signed) => void, string]>([
    ['good', {}, () => undefined, '200'],
    ['good, with a body', putHello, () => undefined, '200'],
    ["of nobody's key", { key: { ...credentials, accessKeyId: 'OTHER' } }, () => undefined, '403 InvalidAccessKeyId'],
    [
      'with the wrong secret',
      { key: { ...credentials, secretAccessKey: 'wrong' } },
      () => undefined,
      '403 SignatureDoesNotMatch',
    ],
    ['over another key', {}, (signed) => void (signed.path = '/storage/drafts/other'), '403 SignatureDoesNotMatch'],
    ['over another bucket', {}, (signed) => void (signed.path = '/storage/raw/here'), '403 SignatureDoesNotMatch'],
    ['over another method', {}, (signed) => void (signed.method = 'DELETE'), '403 SignatureDoesNotMatch'],
    ['with a parameter more', {}, (signed) => void (signed.query['versionId'] = 'x'), '403 SignatureDoesNotMatch'],
    ['with another host', {}, (signed) => void (signed.headers['host'] = '127.0.0.1:1'), '403 SignatureDoesNotMatch'],
    [
      'with an amz header that was not signed',
      {},
      (signed) => void (signed.headers['x-amz-meta-more'] = 'x'),
      '403 AccessDenied',
    ],
    ['over another body', putHello, (signed) => void (signed.body = 'jello'), '400 XAmzContentSHA256Mismatch'],
    [
      'without a word about the body',
      {},
      (signed) => void delete signed.headers['x-amz-content-sha256'],
      '400 InvalidRequest',
    ],
    [
      'with a hash that is none',
      {},
      (signed) => void (signed.headers['x-amz-content-sha256'] = 'abc'),
      '400 InvalidArgument',
    ],
    ['of twenty minutes ago', { at: minutes(-20) }, () => undefined, '403 RequestTimeTooSkewed'],
    ['of twenty minutes from now', { at: minutes(20) }, () => undefined, '403 RequestTimeTooSkewed'],
    [
      'that is not one',
      {},
      (signed) => void (signed.headers['authorization'] = 'AWS4-HMAC-SHA256 nonsense'),
      '400 AuthorizationHeaderMalformed',
    ],
    ['missing: nobody', {}, (signed) => void delete signed.headers['authorization'], '403 AccessDenied'],
  ])('%s', async (_, asked, tamper, expected) => {
    expect(await send(asked, tamper)).toBe(expected);
  });
});

describe('a body that differs from its headers', () => {
  test.each<[string, Request, string]>([
    ['the right MD5', { ...putHello, headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' } }, '200'],
    ['another MD5', { ...putHello, headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }, '400 BadDigest'],
    ['an MD5 that is none', { ...putHello, headers: { 'content-md5': 'abc' } }, '400 InvalidDigest'],
    ['the right CRC32', { ...putHello, headers: { 'x-amz-checksum-crc32': 'NhCmhg==' } }, '200'],
    ['another CRC32', { ...putHello, headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } }, '400 BadDigest'],
    ['another CRC32C', { ...putHello, headers: { 'x-amz-checksum-crc32c': 'AAAAAA==' } }, '400 BadDigest'],
    [
      'a checksum that we cannot make',
      { ...putHello, headers: { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' } },
      '501 NotImplemented',
    ],
    ['a checksum nobody knows', { ...putHello, headers: { 'x-amz-checksum-adler': 'AAAA' } }, '400 InvalidRequest'],
  ])('%s', async (_, asked, expected) => {
    expect(await send(asked)).toBe(expected);
  });

  const chunked = (body: string, decoded: number): Request => ({
    method: 'PUT',
    path: '/drafts/chunked',
    body,
    headers: {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(decoded),
      'x-amz-trailer': 'x-amz-checksum-crc32',
    },
  });
  test.each<[string, Request, string]>([
    [
      'chunks with the right checksum behind them',
      chunked('2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', 5),
      '200',
    ],
    [
      'another checksum behind them',
      chunked('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', 5),
      '400 BadDigest',
    ],
    ['the checksum announced, but missing', chunked('5\r\nhello\r\n0\r\n\r\n', 5), '400 BadDigest'],
    [
      'fewer bytes than announced',
      chunked('2\r\nhe\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', 5),
      '400 IncompleteBody',
    ],
    ['chunks that break off', chunked('5\r\nhel', 5), '400 IncompleteBody'],
    [
      'all the bytes, but not the end',
      {
        ...chunked('5\r\nhello\r\n', 5),
        headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '5' },
      },
      '400 IncompleteBody',
    ],
    ['a chunk without a size', chunked('x\r\nhello\r\n', 5), '400 IncompleteBody'],
    ['a chunk longer than it says', chunked('2\r\nhello\r\n0\r\n\r\n', 5), '400 IncompleteBody'],
    [
      'chunks with signatures, which are not supported',
      {
        ...chunked('', 0),
        headers: { ...chunked('', 0).headers, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
      },
      '501 NotImplemented',
    ],
  ])('%s', async (_, asked, expected) => {
    expect(await send(asked)).toBe(expected);
  });

  test('a body without a length is refused', async () => {
    expect(await send({ method: 'PUT', path: '/drafts/new', headers: { 'transfer-encoding': 'chunked' } })).toBe(
      '411 MissingContentLength',
    );
  });

  test('a refused body leaves no file', async () => {
    expect(
      await send({
        method: 'PUT',
        path: '/drafts/never',
        body: 'hello',
        headers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
      }),
    ).toBe('400 BadDigest');
    expect(await send({ path: '/drafts/never' })).toBe('404 NoSuchKey');
  });
});

describe('missing buckets, keys and operations', () => {
  test.each<[string, Request, string]>([
    ['a bucket', { path: '/nowhere/x' }, '404 NoSuchBucket'],
    ['an object', { path: '/drafts/nothing' }, '404 NoSuchKey'],
    ['a version', { query: { versionId: 'nothing' } }, '404 NoSuchVersion'],
    [
      'a key of more than 1024 bytes',
      { method: 'PUT', path: `/drafts/${'k'.repeat(1025)}`, body: '' },
      '400 KeyTooLongError',
    ],
    ['a list of buckets', { path: '/' }, '501 NotImplemented'],
    ['a list of the first kind', { path: '/drafts', query: { prefix: 'a' } }, '501 NotImplemented'],
    ['a new bucket', { method: 'PUT', path: '/another' }, '501 NotImplemented'],
    ['an access list', { query: { acl: '' } }, '501 NotImplemented'],
    ['tags', { method: 'PUT', query: { tagging: '' }, body: '' }, '501 NotImplemented'],
    ['a copy', { method: 'PUT', headers: { 'x-amz-copy-source': '/drafts/here' } }, '501 NotImplemented'],
    ['another kind of storage', { ...putHello, headers: { 'x-amz-storage-class': 'GLACIER' } }, '501 NotImplemented'],
    ['a condition of another kind', { ...putHello, headers: { 'if-none-match': '"abc"' } }, '501 NotImplemented'],
  ])('%s', async (_, asked, expected) => {
    expect(await send(asked)).toBe(expected);
  });
});

describe('a presigned address', () => {
  const sign = (options: { key?: typeof credentials; at?: Date; seconds?: number } = {}) => {
    const s3 = new S3Client({ endpoint: store.endpoint, region, credentials: options.key ?? credentials });
    return getSignedUrl(s3, new GetObjectCommand({ Bucket: 'drafts', Key: 'here' }), {
      expiresIn: options.seconds ?? 60,
      ...definedOnly({ signingDate: options.at }),
    });
  };
  test.each<[string, () => Promise<string>, RequestInit, string]>([
    ['good', () => sign(), {}, '200'],
    ['that has expired', () => sign({ at: minutes(-2), seconds: 60 }), {}, '403 AccessDenied'],
    ['of tomorrow', () => sign({ at: minutes(60 * 24) }), {}, '403 AccessDenied'],
    [
      'with more time written into it',
      async () => (await sign({ at: minutes(-2), seconds: 60 })).replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
      {},
      '403 SignatureDoesNotMatch',
    ],
    [
      'for more than a week',
      async () => (await sign()).replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'),
      {},
      '400 AuthorizationQueryParametersError',
    ],
    ['for another object', async () => (await sign()).replace('/here', '/other'), {}, '403 SignatureDoesNotMatch'],
    ['used to write', () => sign(), { method: 'PUT', body: 'x' }, '403 SignatureDoesNotMatch'],
    [
      'with the wrong secret',
      () => sign({ key: { ...credentials, secretAccessKey: 'wrong' } }),
      {},
      '403 SignatureDoesNotMatch',
    ],
    ["of nobody's key", () => sign({ key: { ...credentials, accessKeyId: 'OTHER' } }), {}, '403 InvalidAccessKeyId'],
    [
      'without its date',
      async () => (await sign()).replace(/X-Amz-Date=[^&]*&/, ''),
      {},
      '400 AuthorizationQueryParametersError',
    ],
    ['with a header of its own besides', () => sign(), { headers: { authorization: 'x' } }, '400 InvalidArgument'],
  ])('%s', async (_, address, init, expected) => {
    const answer = await fetch(await address(), init);
    expect(`${answer.status} ${await readErrorCode(answer)}`.trim()).toBe(expected);
  });
});

describe('a POST form', () => {
  type Post = { key?: string; size?: [number, number]; seconds?: number; key2?: typeof credentials };
  const address = async ({ key = 'deliveries/1.xlsx', size = [5, 5], seconds = 900, key2 = credentials }: Post) => {
    const s3 = new S3Client({ endpoint: store.endpoint, region, credentials: key2 });
    const { url, fields } = await createPresignedPost(s3, {
      Bucket: 'raw',
      Key: key,
      Conditions: [['content-length-range', ...size]],
      Fields: { 'Content-Type': 'text/x-form' },
      Expires: seconds,
    });
    return { url, fields: { ...fields } };
  };
  const post = async (
    url: string,
    fields: Record<string, string>,
    file: string | null = 'hello',
    after: Record<string, string> = {},
  ): Promise<string> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    if (file !== null) form.append('file', new Blob([file]), '数据.xlsx');
    for (const [name, value] of Object.entries(after)) form.append(name, value);
    const answer = await fetch(url, { method: 'POST', body: form });
    return `${answer.status} ${await readErrorCode(answer)}`.trim();
  };
  const without = (fields: Record<string, string>, name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
  const policyOf = (policy: unknown): string => Buffer.from(JSON.stringify(policy)).toString('base64');

  test('good: the object is there with its type, and a second one is refused', async () => {
    const { url, fields } = await address({ key: 'deliveries/good.xlsx' });
    expect(await post(url, fields)).toBe('204');
    const { Body, ContentType } = await store.s3.send(
      new GetObjectCommand({ Bucket: 'raw', Key: 'deliveries/good.xlsx' }),
    );
    expect([await Body?.transformToString(), ContentType]).toEqual(['hello', 'text/x-form']);
    expect(await post(url, fields, 'again')).toBe('412 PreconditionFailed');
  });

  test.for<[string, Post, (fields: Record<string, string>) => Record<string, string>, string | null, string]>([
    ['a byte more than allowed', {}, (fields) => fields, 'hello!', '400 EntityTooLarge'],
    ['a megabyte more than allowed', {}, (fields) => fields, 'x'.repeat(1_000_000), '400 EntityTooLarge'],
    ['a byte fewer than allowed', {}, (fields) => fields, 'hell', '400 EntityTooSmall'],
    ['nothing', {}, (fields) => fields, '', '400 EntityTooSmall'],
    ['no file', {}, (fields) => fields, null, '400 InvalidArgument'],
    ['another key', {}, (fields) => ({ ...fields, key: 'deliveries/2.xlsx' }), 'hello', '403 AccessDenied'],
    ['another type', {}, (fields) => ({ ...fields, 'Content-Type': 'text/html' }), 'hello', '403 AccessDenied'],
    ['no type', {}, (fields) => without(fields, 'Content-Type'), 'hello', '403 AccessDenied'],
    [
      'a field that the policy does not know',
      {},
      (fields) => ({ ...fields, 'x-amz-meta-more': '1' }),
      'hello',
      '403 AccessDenied',
    ],
    [
      'a field that may be ignored',
      { key: 'deliveries/ignored.xlsx' },
      (fields) => ({ 'x-ignore-me': '1', ...fields }),
      'hello',
      '204',
    ],
    ['an address that has expired', { seconds: -1 }, (fields) => fields, 'hello', '403 AccessDenied'],
    ['no policy', {}, (fields) => without(fields, 'Policy'), 'hello', '403 AccessDenied'],
    ['no key', {}, (fields) => without(fields, 'key'), 'hello', '400 InvalidArgument'],
    ['no signature', {}, (fields) => without(fields, 'X-Amz-Signature'), 'hello', '400 InvalidArgument'],
    [
      'another signature',
      {},
      (fields) => ({ ...fields, 'X-Amz-Signature': '0'.repeat(64) }),
      'hello',
      '403 SignatureDoesNotMatch',
    ],
    [
      'another policy',
      {},
      (fields) => ({ ...fields, Policy: policyOf({ expiration: minutes(9).toISOString(), conditions: [] }) }),
      'hello',
      '403 SignatureDoesNotMatch',
    ],
    [
      'the wrong secret',
      { key2: { ...credentials, secretAccessKey: 'wrong' } },
      (fields) => fields,
      'hello',
      '403 SignatureDoesNotMatch',
    ],
    [
      "nobody's key",
      { key2: { ...credentials, accessKeyId: 'OTHER' } },
      (fields) => fields,
      'hello',
      '403 InvalidAccessKeyId',
    ],
    [
      'a checksum that does not agree',
      {},
      (fields) => ({ ...fields, 'x-amz-checksum-crc32': 'AAAAAA==' }),
      'hello',
      '403 AccessDenied',
    ],
    [
      '25 KB of fields',
      {},
      (fields) => ({ 'x-ignore-much': 'x'.repeat(25_000), ...fields }),
      'hello',
      '400 MaxPostPreDataLengthExceededError',
    ],
  ])('%s', async ([name, wanted, change, file, expected]) => {
    const { url, fields } = await address({ key: `deliveries/${name.replaceAll(' ', '-')}.xlsx`, ...wanted });
    expect(await post(url, change(fields), file)).toBe(expected);
  });

  test('to another bucket than the policy names', async () => {
    const { url, fields } = await address({});
    expect(await post(url.replace('/raw', '/drafts'), fields)).toBe('403 AccessDenied');
  });

  test('fields after the file are ignored', async () => {
    const { url, fields } = await address({ key: 'deliveries/behind.xlsx' });
    expect(await post(url, fields, 'hello', { key: 'elsewhere' })).toBe('204');
  });

  test.each<[string, string, string, string]>([
    ['no boundary', 'multipart/form-data', '', '400 MalformedPOSTRequest'],
    ['not a form', 'application/json', '{}', '400 MalformedPOSTRequest'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx',
      '400 MalformedPOSTRequest',
    ],
    [
      'a form of nobody',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--b--',
      '403 AccessDenied',
    ],
  ])('%s', async (_, type, body, expected) => {
    expect(
      await sendRaw({
        method: 'POST',
        path: '/storage/raw',
        query: {},
        headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) },
        body,
      }),
    ).toBe(expected);
  });
});
