import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemResponse } from '../../../lib/wiring/http/http-response.ts';
import { type KernelRefusalCode, kernelRefusals, refused } from '../../../schemas/kernel/refusal.ts';
import { unframed } from './html.ts';
import { notFoundPage } from './not-found-page.ts';

/** Whether each percent sequence of a path is UTF-8 (RFC 3986). */
export function isDecodable(address: string): boolean {
  try {
    decodeURIComponent(address.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Answers programs by a problem with code `address-not-valid`, and browsers by a page. */
export function answerBadAddress(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.accept?.includes('text/html') === true)
    return void response
      .writeHead(404, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...unframed })
      .end(notFoundPage());
  const { statusCode, headers, body = '' } = problemOf('address-not-valid');
  response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Answers what is no HTTP request; without it, Node answers with a status and nothing to read. */
export function refuseUnparsed(error: Error, socket: Duplex): void {
  const code = 'code' in error ? error.code : undefined;
  if (!socket.writable || code === 'ECONNRESET') return void socket.destroy();
  const {
    statusCode,
    headers,
    body = '',
  } = problemOf(code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'request-not-understood');
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\n${head}\r\n${body}`);
}

const problemOf = (code: KernelRefusalCode) => problemResponse(refused(code), kernelRefusals, randomUUID());
