import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawStore } from '../../../../lib/adapters/object-store/raw-store.ts';
import { definedOnly } from '../../../../lib/kernel/defined-only.ts';
import { runObjectStore } from './run-object-store.ts';

let store: Awaited<ReturnType<typeof runObjectStore>>;
let s3: S3Client;
beforeAll(async () => {
  store = await runObjectStore();
  s3 = store.s3;
});
afterAll(() => store.close());

const put = (Bucket: string, Key: string, Body: string | Buffer | Readable, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Bucket: string, Key: string, more: object = {}) => {
  const { Body, ...rest } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...rest, text: (await Body?.transformToString()) ?? '' };
};
const codeThrown = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'nothing';
  } catch (error) {
    return error instanceof S3ServiceException ? `${error.$metadata.httpStatusCode} ${error.name}` : String(error);
  }
};

describe('GetObject returns what PutObject stored', () => {
  test.each<[string, string]>([
    ['a plain key', 'a.txt'],
    ['folders', 'deliveries/01J/raw.xlsx'],
    ['spaces, plus and percent', 'a b+c%20d.txt'],
    ['Chinese', '报送/数据 一.xlsx'],
    ['characters that signatures stumble over', "a!b'c(d)e*f~g@h&i=j,k;l:m$n.txt"],
    ['a key with two slashes and a dot', 'a//b/./c'],
  ])('%s', async (_, key) => {
    await put('drafts', key, `body of ${key}`, { ContentType: 'text/x-test', Metadata: { note: 'n' } });
    const { text, ContentType, Metadata } = await get('drafts', key);
    expect([text, ContentType, Metadata]).toEqual([`body of ${key}`, 'text/x-test', { note: 'n' }]);
  });

  test.each<[string, number]>([
    ['nothing', 0],
    ['one byte', 1],
    ['a chunk and a bit', 70_000],
    ['some megabytes', 5_000_001],
  ])('a stream of %s, sent in chunks with a checksum behind them', async (_, size) => {
    const bytes = randomBytes(size);
    const pieces = Array.from({ length: Math.ceil(size / 7001) }, (__, index) =>
      bytes.subarray(index * 7001, (index + 1) * 7001),
    );
    const { ETag } = await put('drafts', 'stream', Readable.from(pieces), { ContentLength: size });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'drafts', Key: 'stream' }));
    expect(Buffer.compare(Buffer.from((await Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
    expect(ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
  });

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'with a %s checksum, which comes back',
    async (algorithm) => {
      const { [`Checksum${algorithm}` as const]: sent } = await put('drafts', 'sum', 'The quick brown fox', {
        ChecksumAlgorithm: algorithm,
      });
      const head = await s3.send(new HeadObjectCommand({ Bucket: 'drafts', Key: 'sum', ChecksumMode: 'ENABLED' }));
      expect(sent).toBeTruthy();
      expect(head[`Checksum${algorithm}`]).toBe(sent);
    },
  );
});

describe('parts of an object', () => {
  test.each<[string, string, string | null]>([
    ['from the front', 'bytes=0-3', '0123'],
    ['from the middle on', 'bytes=7-', '789'],
    ['the end', 'bytes=-2', '89'],
    ['more than there is', 'bytes=5-99', '56789'],
    ['more of the end than there is', 'bytes=-99', '0123456789'],
    ['behind the end', 'bytes=10-', null],
  ])('%s', async (_, Range, expected) => {
    await put('drafts', 'digits', '0123456789');
    if (expected === null) expect(await codeThrown(get('drafts', 'digits', { Range }))).toBe('416 InvalidRange');
    else expect((await get('drafts', 'digits', { Range })).text).toBe(expected);
  });
});

describe('conditions', () => {
  test.each<[string, object, string]>([
    ['if it is this one, and it is', { IfMatch: '"5d41402abc4b2a76b9719d911017c592"' }, 'nothing'],
    ['if it is this one, and it is not', { IfMatch: '"other"' }, '412 PreconditionFailed'],
    ['if it is another, and it is not', { IfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' }, '304 304'],
    ['if it has changed since tomorrow', { IfModifiedSince: new Date(Date.now() + 86_400_000) }, '304 304'],
    [
      'if it has not changed since yesterday',
      { IfUnmodifiedSince: new Date(Date.now() - 86_400_000) },
      '412 PreconditionFailed',
    ],
  ])('get it %s', async (_, condition, expected) => {
    await put('drafts', 'conditional', 'hello');
    const thrown = await codeThrown(get('drafts', 'conditional', condition));
    expect(thrown.startsWith('304') ? '304 304' : thrown).toBe(expected);
  });

  test('a key that must be new is written once', async () => {
    expect(await codeThrown(put('drafts', 'new', 'first', { IfNoneMatch: '*' }))).toBe('nothing');
    expect(await codeThrown(put('drafts', 'new', 'second', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect((await get('drafts', 'new')).text).toBe('first');
  });

  test('of two concurrent writes of a new key one succeeds', async () => {
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((body) => codeThrown(put('drafts', 'race', body, { IfNoneMatch: '*' }))),
    );
    expect(outcomes.toSorted()).toEqual([
      '412 PreconditionFailed',
      '412 PreconditionFailed',
      '412 PreconditionFailed',
      'nothing',
    ]);
  });

  test('an If-Match write over a deleted object is refused', async () => {
    const { ETag } = await put('drafts', 'swap', 'one');
    await put('drafts', 'swap', 'two');
    expect(await codeThrown(put('drafts', 'swap', 'three', { IfMatch: ETag }))).toBe('412 PreconditionFailed');
    expect(await codeThrown(put('drafts', 'not there', 'x', { IfMatch: ETag }))).toBe('404 NoSuchKey');
  });
});

describe('versions', () => {
  test('the first version stays after a second one and after a delete', async () => {
    const { VersionId: first } = await put('raw', 'v', 'first');
    const { VersionId: second } = await put('raw', 'v', 'second');
    expect((await get('raw', 'v')).text).toBe('second');
    expect((await get('raw', 'v', { VersionId: first })).text).toBe('first');
    const { DeleteMarker } = await s3.send(new DeleteObjectCommand({ Bucket: 'raw', Key: 'v' }));
    expect(DeleteMarker).toBe(true);
    expect(await codeThrown(get('raw', 'v'))).toBe('404 NoSuchKey');
    expect((await get('raw', 'v', { VersionId: second })).text).toBe('second');
    await s3.send(new DeleteObjectCommand({ Bucket: 'raw', Key: 'v', VersionId: second }));
    expect(await codeThrown(get('raw', 'v', { VersionId: second }))).toBe('404 NoSuchVersion');
  });

  test('an unversioned bucket keeps no replaced or deleted object', async () => {
    await put('drafts', 'p', 'first');
    await put('drafts', 'p', 'second');
    expect((await get('drafts', 'p')).text).toBe('second');
    await s3.send(new DeleteObjectCommand({ Bucket: 'drafts', Key: 'p' }));
    expect(await codeThrown(get('drafts', 'p'))).toBe('404 NoSuchKey');
    expect(await codeThrown(s3.send(new DeleteObjectCommand({ Bucket: 'drafts', Key: 'p' })))).toBe('nothing');
  });
});

test('a list has pages, prefixes and folders, in the order of UTF-8', async () => {
  const keys = ['list/a', 'list/a/1', 'list/a/2', 'list/b', 'list/c/x/1', 'list/～', 'list/😀', 'list0'];
  for (const key of keys) await put('drafts', key, key);
  const list = async (more: object) =>
    s3.send(new ListObjectsV2Command({ Bucket: 'drafts', Prefix: 'list/', ...more }));
  const all: string[] = [];
  let token: string | undefined;
  do {
    const page = await list({ MaxKeys: 2, ...definedOnly({ ContinuationToken: token }) });
    all.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  expect(all).toEqual(keys.slice(0, 7));
  const folders = await list({ Delimiter: '/' });
  expect((folders.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)).toEqual(['list/a/', 'list/c/']);
  expect((folders.Contents ?? []).map(({ Key }) => Key)).toEqual(['list/a', 'list/b', 'list/～', 'list/😀']);
  const first = await list({ Delimiter: '/', MaxKeys: 2 });
  expect([first.KeyCount, first.IsTruncated]).toEqual([2, true]);
  const rest = await list({ Delimiter: '/', ContinuationToken: first.NextContinuationToken });
  expect([
    ...(rest.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ...(rest.Contents ?? []).map(({ Key }) => Key),
  ]).toEqual(['list/c/', 'list/b', 'list/～', 'list/😀']);
  expect((await list({ Delimiter: '/', StartAfter: 'list/a/1' })).CommonPrefixes?.[0]?.Prefix).toBe('list/a/'); // list/a/2 is still in it
  expect((await list({ StartAfter: 'list/b' })).Contents?.[0]?.Key).toBe('list/c/x/1');
});

describe('a multipart upload', () => {
  const begin = async (Key: string) =>
    (await s3.send(new CreateMultipartUploadCommand({ Bucket: 'drafts', Key, ContentType: 'text/x-parts' })))
      .UploadId ?? '';
  const part = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer) => ({
    PartNumber,
    ETag: (await s3.send(new UploadPartCommand({ Bucket: 'drafts', Key, UploadId, PartNumber, Body }))).ETag,
  });
  const complete = (Key: string, UploadId: string, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket: 'drafts', Key, UploadId, MultipartUpload: { Parts } }));
  const large = Buffer.alloc(5 * 1024 ** 2, 1);

  test('becomes one object, in the order of the parts', async () => {
    const id = await begin('parts');
    const second = await part('parts', id, 2, Buffer.from('end'));
    await part('parts', id, 1, Buffer.alloc(10));
    const first = await part('parts', id, 1, large);
    await complete('parts', id, [first, second]);
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'drafts', Key: 'parts' }));
    expect([head.ContentLength, head.ContentType, head.ETag?.endsWith('-2"')]).toEqual([
      large.length + 3,
      'text/x-parts',
      true,
    ]);
    expect((await get('drafts', 'parts', { Range: 'bytes=-4' })).text).toBe('\u0001end');
    expect(await codeThrown(complete('parts', id, [first, second]))).toBe('404 NoSuchUpload');
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    [
      'a part that is too small',
      async (id) => complete('bad', id, [await part('bad', id, 1, Buffer.alloc(9)), await part('bad', id, 2, large)]),
      '400 EntityTooSmall',
    ],
    [
      'a part that was never sent',
      async (id) => complete('bad', id, [{ PartNumber: 3, ETag: 'x' }]),
      '400 InvalidPart',
    ],
    [
      'a part that has another tag',
      async (id) => complete('bad', id, [{ ...(await part('bad', id, 1, large)), ETag: '"00"' }]),
      '400 InvalidPart',
    ],
    [
      'parts in the wrong order',
      async (id) => complete('bad', id, [await part('bad', id, 2, large), await part('bad', id, 1, large)]),
      '400 InvalidPartOrder',
    ],
    ['the number 0', async (id) => part('bad', id, 0, large), '400 InvalidArgument'],
    ['an unknown upload', async () => part('bad', 'unknown', 1, large), '404 NoSuchUpload'],
    ["another key's upload", async (id) => part('other', id, 1, large), '404 NoSuchUpload'],
  ])('refuses %s', async (_, attempt, expected) => {
    expect(await codeThrown(attempt(await begin('bad')))).toBe(expected);
  });
});

test("a presigned address sets the download's file name", async () => {
  await put('raw', 'named', 'x');
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: 'raw',
      Key: 'named',
      ResponseContentDisposition: "attachment; filename*=UTF-8''%E6%95%B0%E6%8D%AE.xlsx",
      ResponseContentType: 'text/x',
    }),
    { expiresIn: 60 },
  );
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-disposition'), answer.headers.get('content-type')]).toEqual([
    200,
    "attachment; filename*=UTF-8''%E6%95%B0%E6%8D%AE.xlsx",
    'text/x',
  ]);
});

describe('after a restart', () => {
  test('objects remain, half lines and orphaned files are deleted, and pending events are delivered again', async () => {
    const heard: string[] = [];
    let deaf = true;
    const onCreated = async ({ key }: { key: string }): Promise<void> => {
      if (deaf) throw new Error('the queue is away');
      heard.push(key);
    };
    const before = await runObjectStore(undefined, onCreated);
    await before.s3.send(new PutObjectCommand({ Bucket: 'raw', Key: 'kept', Body: 'kept' }));
    await before.s3.send(new PutObjectCommand({ Bucket: 'drafts', Key: 'gone', Body: 'gone' }));
    await before.s3.send(new DeleteObjectCommand({ Bucket: 'drafts', Key: 'gone' }));
    await before.stop();
    appendFileSync(`${before.directory}/journal.ndjson`, '{"did":"add","bucket":"raw","key":"half');
    appendFileSync(`${before.directory}/bytes/orphan`, 'bytes that no line names');
    deaf = false;
    const after = await runObjectStore(before.directory, onCreated);
    try {
      const { Body } = await after.s3.send(new GetObjectCommand({ Bucket: 'raw', Key: 'kept' }));
      expect(await Body?.transformToString()).toBe('kept');
      expect(readdirSync(`${before.directory}/bytes`)).toHaveLength(1);
      await expect.poll(() => heard).toEqual(['kept', 'gone']);
    } finally {
      await after.close();
    }
  });

  test('a damaged journal deletes no files', async () => {
    const before = await runObjectStore();
    await before.s3.send(new PutObjectCommand({ Bucket: 'raw', Key: 'kept', Body: 'kept' }));
    await before.stop();
    writeFileSync(`${before.directory}/journal.ndjson`, '\u0000\u0000garbage');
    try {
      await expect(runObjectStore(before.directory)).rejects.toThrow(/is damaged/);
      expect(readdirSync(`${before.directory}/bytes`)).toHaveLength(1);
    } finally {
      rmSync(before.directory, { recursive: true, force: true });
    }
  });
});

describe('ListObjectVersions', () => {
  test('lists the newest first, page by page, and marks what was deleted', async () => {
    const keys = ['versions/a', 'versions/b c', 'versions/b c'] as const;
    const ids: (string | undefined)[] = [];
    for (const key of keys) ids.push((await put('raw', key, key)).VersionId);
    await s3.send(new DeleteObjectCommand({ Bucket: 'raw', Key: 'versions/a' }));
    const found: string[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (markers !== undefined) {
      const page: ListObjectVersionsCommandOutput = await s3.send(
        new ListObjectVersionsCommand({ Bucket: 'raw', Prefix: 'versions/', MaxKeys: 1, ...markers }),
      );
      for (const { Key, VersionId, Size } of page.Versions ?? [])
        found.push(`${Key} ${ids.indexOf(VersionId)} of ${Size} bytes`);
      for (const { Key } of page.DeleteMarkers ?? []) found.push(`${Key} deleted`);
      markers =
        page.IsTruncated === true
          ? definedOnly({ KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker })
          : undefined;
    }
    expect(found).toEqual([
      'versions/a deleted',
      'versions/a 0 of 10 bytes',
      'versions/b c 2 of 12 bytes',
      'versions/b c 1 of 12 bytes',
    ]);
  });

  test('the raw store finds the version that was written first, of exactly this key', async () => {
    const raw = rawStore(s3, 'raw');
    expect(await raw.findUpload('uploads/1')).toBeNull();
    const first = await put('raw', 'uploads/1', 'one');
    expect(await raw.findUpload('uploads/1')).toEqual({ size: 3, version: first.VersionId, later: 0 });
    await put('raw', 'uploads/10', 'another key');
    for (let later = 1; later <= 2; later += 1) await put('raw', 'uploads/1', 'three');
    expect(await raw.findUpload('uploads/1')).toEqual({ size: 3, version: first.VersionId, later: 2 });
  });
});
