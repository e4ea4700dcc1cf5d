import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { Answer } from './request-context.ts';
import type { S3Error } from './s3-error.ts';

/** Sends headers alone for HEAD. */
export async function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.file === undefined || request.method === 'HEAD') return sendXml(response, answer);
  return sendFile(response, answer, answer.file);
}

/** Reads the rest of the body: else the client sees a broken connection. */
export async function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  { error, requestId, body }: { error: S3Error; requestId: string; body: AsyncIterable<Buffer> },
): Promise<void> {
  await drain(request, body);
  const xml = request.method === 'HEAD' ? undefined : error.toXml(request.url ?? '/', requestId);
  await sendXml(response, { status: error.status, headers: error.headers, ...definedOnly({ xml }) });
}

async function sendXml(response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, ...contentHeaders(answer) });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(answer.xml);
  });
}

function contentHeaders({ status, headers = {}, xml }: Answer): Record<string, string> {
  if (xml !== undefined) return { 'content-type': 'application/xml', 'content-length': String(Buffer.byteLength(xml)) };
  return status === 204 || status === 304 ? {} : { 'content-length': headers['content-length'] ?? '0' };
}

async function sendFile(
  response: ServerResponse,
  answer: Answer,
  { path, start, end }: NonNullable<Answer['file']>,
): Promise<void> {
  // A handle stays readable when the object is replaced.
  const handle = await open(path);
  response.writeHead(answer.status, answer.headers);
  if (end >= start) return pipeline(handle.createReadStream({ start, end, highWaterMark: 256 * 1024 }), response);
  await handle.close();
  response.end();
}

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
