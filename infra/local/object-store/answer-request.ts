import type { IncomingMessage } from 'node:http';
import type { Access } from '../access/access.ts';
import { knowMissingNeed, s3Need, type S3Request } from '../access/s3-needs.ts';
import { type Address, parseAddress } from './address.ts';
import { deleteObject } from './delete-object.ts';
import { getObject } from './get-object.ts';
import type { BucketSettings } from './index-state.ts';
import { listObjects } from './list-objects.ts';
import { listVersions } from './list-versions.ts';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './multipart.ts';
import type { ObjectIndex } from './object-index.ts';
import { postObject } from './post-object.ts';
import { putObject } from './put-object.ts';
import type { Answer, RequestContext } from './request-context.ts';
import { S3Error } from './s3-error.ts';
import { type Secrets, signerOfRequest, verifyRequest } from './sign-v4.ts';

export type ServedBuckets = {
  readonly objectIndex: ObjectIndex;
  readonly buckets: readonly (BucketSettings & {
    readonly postOnce: boolean;
  })[];
  readonly secrets: Secrets;
  /** Without it whoever signs may do anything. */
  readonly access?: Access;
  readonly mount: string;
};

type Received = {
  readonly address: Address;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: AsyncIterable<Buffer>;
  readonly now: Date;
};

/** Throws S3Error for what S3 refuses, NotImplemented for the rest. */
export async function answerRequest(
  served: ServedBuckets,
  request: IncomingMessage,
  body: AsyncIterable<Buffer>,
): Promise<Answer> {
  const received = {
    address: parseAddress(request.url ?? '/', served.mount),
    method: request.method ?? 'GET',
    headers: joinHeaders(request),
    body,
    now: new Date(),
  };
  const { address, method } = received;
  if (method === 'OPTIONS') throw new S3Error('AccessDenied', 'CORSResponse: CORS is not enabled for this bucket.');
  const isForm = method === 'POST' && address.key === null && address.query.size === 0 && address.bucket !== null;
  return isForm ? answerForm(served, received) : answerSigned(served, received);
}

function joinHeaders(request: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}

/** Checks the signature that a POST form carries in its policy fields. */
async function answerForm(served: ServedBuckets, { address, headers, body, now }: Received): Promise<Answer> {
  const { objectIndex, secrets, mount } = served;
  const bucket = served.buckets.find(({ name }) => name === address.bucket);
  if (bucket === undefined) throw noSuchBucket();
  const { access } = served;
  const authorize = (accessKeyId: string, key: string): void =>
    refuseNeed(access, accessKeyId, { method: 'POST', bucket: bucket.name, key, query: address.query });
  const location = `http://${headers.get('host') ?? '127.0.0.1'}${mount}/${bucket.name}`;
  return postObject({
    objectIndex,
    bucket: bucket.name,
    headers,
    body,
    secrets,
    now,
    once: bucket.postOnce,
    location,
    authorize,
  });
}

async function answerSigned(
  { objectIndex, secrets, access }: ServedBuckets,
  { address, method, headers, body, now }: Received,
): Promise<Answer> {
  const { path, query, bucket, key } = address;
  const payload = verifyRequest({ method, path, query, headers }, { secrets, now, service: 's3' });
  refuseUnknown(address, headers);
  if (bucket === null || (key === null && method !== 'GET')) throw notImplemented();
  if (!objectIndex.has(bucket)) throw noSuchBucket();
  const signer = signerOfRequest({ query, headers });
  refuseNeed(access, signer, { method, bucket, key, query });
  if (key === null)
    return query.has('versions') ? listVersions(objectIndex, bucket, query) : listObjects(objectIndex, bucket, query);
  try {
    return await runOperation(method, { objectIndex, bucket, key, query, headers, payload, body, now });
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'NoSuchKey' || access === undefined) throw error;
    const refusal = access.refuse(signer, [knowMissingNeed(bucket, access.arnParts)]);
    throw refusal === null ? error : new S3Error('AccessDenied', refusal);
  }
}

/** Throws AccessDenied for what the signer's role does not grant. */
function refuseNeed(access: Access | undefined, accessKeyId: string, request: S3Request): void {
  const refusal = access?.refuse(accessKeyId, [s3Need(request, access.arnParts)]) ?? null;
  if (refusal !== null) throw new S3Error('AccessDenied', refusal);
}

function runOperation(method: string, context: RequestContext): Answer | Promise<Answer> {
  const upload = context.query.has('uploadId');
  if ((method === 'GET' || method === 'HEAD') && !upload) return getObject(context);
  if (method === 'GET') return listParts(context);
  if (method === 'PUT') return upload ? uploadPart(context) : putObject(context);
  if (method === 'DELETE') return upload ? abortUpload(context) : deleteObject(context);
  if (method === 'POST' && context.query.has('uploads')) return createUpload(context);
  if (method === 'POST' && upload) return completeUpload(context);
  throw notImplemented();
}

const knownQuery = new RegExp(
  `^(${[
    'x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|checksum-.*)',
    'x-amz-(sdk-checksum-algorithm|user-agent|trailer|decoded-content-length)',
    'x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner',
    'uploads|uploadid|partnumber|part-number-marker|max-parts|versionid|versions|key-marker|version-id-marker',
    'response-.*',
  ].join('|')})$`,
  'i',
);
const knownHeader = new RegExp(
  `^x-amz-(${[
    'content-sha256|date|security-token|meta-.*|checksum-.*|sdk-checksum-algorithm',
    'trailer|decoded-content-length|user-agent|mp-object-size',
  ].join('|')})$`,
);

/** Throws NotImplemented for what this store would ignore. */
function refuseUnknown(address: Address, headers: ReadonlyMap<string, string>): void {
  const unknown =
    [...address.query.keys()].find((name) => !knownQuery.test(name)) ??
    [...headers.keys()].find((name) => name.startsWith('x-amz-') && !knownHeader.test(name));
  if (unknown !== undefined)
    throw new S3Error(
      'NotImplemented',
      `A header or parameter you provided implies functionality that is not implemented: ${unknown}`,
    );
}

const notImplemented = (): S3Error => new S3Error('NotImplemented', 'This operation is not implemented by this store.');
const noSuchBucket = (): S3Error => new S3Error('NoSuchBucket', 'The specified bucket does not exist');
