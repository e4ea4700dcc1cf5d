import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Address, parseAddress } from './address.ts';
import { deleteObject } from './delete-object.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { abortUpload, completeUpload, createUpload, uploadPart } from './multipart.ts';
import { type BucketSettings, openObjectIndex, type PendingNotification } from './object-index.ts';
import { postObject } from './post-object.ts';
import { putObject } from './put-object.ts';
import type { Answer, RequestContext } from './request-context.ts';
import { S3Error } from './s3-error.ts';
import { type Secrets, verifyRequest } from './sign-v4.ts';

export type ObjectStoreSettings = {
  readonly directory: string;
  readonly buckets: readonly (BucketSettings & { readonly postOnce: boolean })[];
  readonly secrets: Secrets;
  /** The path in front of the buckets, `/storage`; empty when the store has a port of its own. */
  readonly mount: string;
  /** Told once an object has appeared; a failure is told again until it succeeds, also after a restart. */
  readonly created: (arrival: PendingNotification) => Promise<void>;
};

export type ObjectStore = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

/**
 * A small S3: path style, one process, files on disk. It has put, get, head, delete, list (v2), multipart uploads and POST forms,
 * and refuses as S3 refuses; anything else is 501 NotImplemented.
 */
export function openObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const objectIndex = openObjectIndex(settings.directory, settings.buckets);
  const busy = new Set<Promise<void>>();
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const notify = async (): Promise<void> => {
    clearTimeout(retry);
    for (const arrival of objectIndex.pendingNotifications()) {
      if (closed) return;
      try {
        await settings.created(arrival);
      } catch {
        if (!closed) retry = setTimeout(track, 500, notify);
        return;
      }
      objectIndex.markNotified(arrival.version.id);
    }
  };
  let telling = Promise.resolve();
  const track = (task: () => Promise<void>): void => {
    telling = telling.then(task);
  };
  track(notify);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    response.setHeader('x-amz-request-id', requestId);
    try {
      const given = await answerTo(request, body);
      if (given.file === undefined || request.method === 'HEAD') await send(response, given);
      else await sendFile(response, given, given.file);
      track(notify);
    } catch (error) {
      if (response.headersSent || (request.destroyed && !request.complete)) return void response.destroy();
      const refusal =
        error instanceof S3Error
          ? error
          : new S3Error('InternalError', 'We encountered an internal error. Please try again.');
      if (!(error instanceof S3Error)) console.error('object store:', error);
      await drain(request, body);
      await send(response, {
        status: refusal.status,
        headers: refusal.headers,
        ...(request.method === 'HEAD' ? {} : { xml: refusal.toXml(request.url ?? '/', requestId) }),
      });
    }
  };

  const answerTo = async (request: IncomingMessage, body: AsyncIterable<Buffer>): Promise<Answer> => {
    const address = parseAddress(request.url ?? '/', settings.mount);
    const headers = new Map(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : (value ?? ''),
      ]),
    );
    const method = request.method ?? 'GET';
    const now = new Date();
    if (method === 'OPTIONS') throw new S3Error('AccessDenied', 'CORSResponse: CORS is not enabled for this bucket.');
    if (method === 'POST' && address.key === null && address.query.size === 0 && address.bucket !== null) {
      const bucket = settings.buckets.find(({ name }) => name === address.bucket);
      if (bucket === undefined) throw noSuchBucket();
      const location = `http://${headers.get('host') ?? '127.0.0.1'}${settings.mount}/${bucket.name}`;
      return postObject({
        objectIndex,
        bucket: bucket.name,
        headers,
        body,
        secrets: settings.secrets,
        now,
        once: bucket.postOnce,
        location,
      });
    }
    const payload = verifyRequest({ method, path: address.path, query: address.query, headers }, settings.secrets, now);
    refuseUnknown(address, headers);
    if (address.bucket === null || (address.key === null && method !== 'GET')) throw notImplemented();
    if (!objectIndex.has(address.bucket)) throw noSuchBucket();
    if (address.key === null) return listObjects(objectIndex, address.bucket, address.query);
    return operation(method, {
      objectIndex,
      bucket: address.bucket,
      key: address.key,
      query: address.query,
      headers,
      payload,
      body,
      now,
    });
  };

  return {
    handle: (request, response) => {
      const task = answer(request, response).catch((error: unknown) => console.error('object store:', error));
      busy.add(task);
      void task.finally(() => busy.delete(task));
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await Promise.all([...busy, telling]);
      objectIndex.close();
    },
  };
}

function operation(method: string, context: RequestContext): Answer | Promise<Answer> {
  const upload = context.query.has('uploadId');
  if ((method === 'GET' || method === 'HEAD') && !upload) return getObject(context);
  if (method === 'PUT') return upload ? uploadPart(context) : putObject(context);
  if (method === 'DELETE') return upload ? abortUpload(context) : deleteObject(context);
  if (method === 'POST' && context.query.has('uploads')) return createUpload(context);
  if (method === 'POST' && upload) return completeUpload(context);
  throw notImplemented();
}

const knownQuery =
  /^(x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|checksum-.*|sdk-checksum-algorithm|user-agent|trailer|decoded-content-length)|x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|uploads|uploadid|partnumber|versionid|response-.*)$/i;
const knownHeader =
  /^x-amz-(content-sha256|date|security-token|meta-.*|checksum-.*|sdk-checksum-algorithm|trailer|decoded-content-length|user-agent|mp-object-size)$/;

/** What isn't understood is not passed over: it would be a promise that nobody keeps. */
function refuseUnknown(address: Address, headers: ReadonlyMap<string, string>): void {
  const odd =
    [...address.query.keys()].find((name) => !knownQuery.test(name)) ??
    [...headers.keys()].find((name) => name.startsWith('x-amz-') && !knownHeader.test(name));
  if (odd !== undefined)
    throw new S3Error(
      'NotImplemented',
      `A header or parameter you provided implies functionality that is not implemented: ${odd}`,
    );
}

const notImplemented = (): S3Error => new S3Error('NotImplemented', 'This operation is not implemented by this store.');
const noSuchBucket = (): S3Error => new S3Error('NoSuchBucket', 'The specified bucket does not exist');

async function send(response: ServerResponse, { status, headers = {}, xml }: Answer): Promise<void> {
  const length =
    xml === undefined
      ? status === 204 || status === 304
        ? {}
        : { 'content-length': headers['content-length'] ?? '0' }
      : { 'content-type': 'application/xml', 'content-length': String(Buffer.byteLength(xml)) };
  response.writeHead(status, { ...headers, ...length });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(xml);
  });
}

async function sendFile(
  response: ServerResponse,
  answer: Answer,
  { path, start, end }: NonNullable<Answer['file']>,
): Promise<void> {
  // Opened before a word is said: an object that is replaced meanwhile stays readable to those who hold it open.
  const handle = await open(path);
  response.writeHead(answer.status, answer.headers);
  if (end >= start) return pipeline(handle.createReadStream({ start, end, highWaterMark: 256 * 1024 }), response);
  await handle.close();
  response.end();
}

/** Reads what is left of a refused body, so that the sender hears the reason instead of a broken connection. */
async function drain(request: IncomingMessage, body: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of body) void chunk;
  if (request.complete || request.destroyed) return;
  await new Promise<void>((resolve) => {
    request
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
    request.resume();
  });
}
