import type { ServerResponse } from 'node:http';
import { gb18030Bytes } from './gb18030-bytes.ts';
import type { ServiceFault } from './service-fault.ts';
import type { ServicePage } from './service-page.ts';

const json = { 'content-type': 'application/json; charset=utf-8' } as const;
const dripIntervalMs = 200;
/** Above the declared limit of a million bytes per page. */
const oversizePageBytes = 4_000_000;

/** Sends a page with the current fault. */
export function answerPage(response: ServerResponse, page: ServicePage, fault: ServiceFault | null): void {
  const text = JSON.stringify({ code: '0', message: '成功', data: page });
  switch (fault) {
    case 'http-500':
      return void response
        .writeHead(500, { 'content-type': 'text/html; charset=utf-8' })
        .end('<html><body><h1>HTTP Status 500 – Internal Server Error</h1></body></html>');
    case 'timeout':
      return;
    case 'slow-drip':
      return drip(response.writeHead(200, json), Buffer.from(text));
    case 'truncated': {
      const bytes = Buffer.from(text);
      response.writeHead(200, { ...json, 'content-length': String(bytes.length) });
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      return;
    }
    case 'wrong-encoding':
      return void response.writeHead(200, json).end(mixedBytes(text));
    case 'business-error':
      return answerError(response, 200, '5001', '系统繁忙，请稍后再试');
    case 'redirect-forbidden':
      return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    case 'too-many-requests':
      response.setHeader('retry-after', '2');
      return answerError(response, 429, '4290', '访问过于频繁');
    case 'oversize':
      return void response
        .writeHead(200, json)
        .end(JSON.stringify({ code: '0', message: '成功', data: page, remark: 'x'.repeat(oversizePageBytes) }));
    default:
      return void response.writeHead(200, json).end(text);
  }
}

/** UTF-8 before GB 18030, as from two tables of one service: no charset reads it, however few the records. */
function mixedBytes(text: string): Buffer {
  const first = '{"first":"前一张表的说明用的是另一种字符编码，后一张表没有改过来",';
  return Buffer.concat([Buffer.from(first), gb18030Bytes(`"second":"后一张表的说明是国标码",${text.slice(1)}`)]);
}

/** Answers the department's own JSON envelope, with `code` beside the HTTP status. */
export function answerError(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, json).end(JSON.stringify({ code, message, data: null }));
}

function drip(response: ServerResponse, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, (at += 1)));
    if (at < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, dripIntervalMs);
  response.once('close', () => clearInterval(timer));
}
