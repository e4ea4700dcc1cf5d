import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotReachable, UploadRefused } from './api-errors.ts';
import { getOrigin } from './fetch-with-timeout.ts';

export type Upload = { readonly url: string; readonly fields: Readonly<Record<string, string>> };
export type Progress = (sent: number) => void;

/** Limits the idle time. */
const timeoutMs = 60_000;

/**
 * Streams a file to a presigned POST (RFC 7578). Throws UploadRefused and NotReachable.
 * S3 requires a content length, which `fetch` does not send for a stream.
 */
export async function uploadFile(
  { url, fields }: Upload,
  file: { readonly path: string; readonly size: number },
  onProgress: Progress,
): Promise<void> {
  const boundary = `guiji-${randomUUID()}`;
  const head = Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="workbook.xlsx"\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  async function* body(): AsyncGenerator<Uint8Array> {
    yield head;
    let sent = 0;
    for await (const chunk of createReadStream(file.path, {
      start: 0,
      end: file.size - 1,
      highWaterMark: 256 * 1024,
    })) {
      if (!(chunk instanceof Uint8Array)) continue;
      yield chunk;
      sent += chunk.length;
      onProgress(sent);
    }
    // The file shrank after its size was announced.
    if (sent < file.size) throw new UploadRefused(400, 'EntityTooSmall');
    yield tail;
  }

  const post = url.startsWith('https:') ? httpsRequest : httpRequest;
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': head.length + file.size + tail.length,
  };
  const request = post(url, { method: 'POST', headers, timeout: timeoutMs });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
    request.once('timeout', () => request.destroy(new Error('the line is silent')));
  });
  const sent = pipeline(Readable.from(body()), request);
  // The store's response to an early refusal says more than the write error.
  sent.catch(() => undefined);
  const response = await answered.catch(async (error: unknown) => {
    const reason: unknown = await sent.then(
      () => error,
      (fault: unknown) => fault,
    );
    throw reason instanceof UploadRefused ? reason : new NotReachable(getOrigin(url), { cause: error });
  });
  const text = await readText(response);
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    request.destroy();
    throw new UploadRefused(status, /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '');
  }
  await sent;
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
