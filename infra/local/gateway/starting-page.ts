import type { ServerResponse } from 'node:http';
import { page, unframed } from './html.ts';

/** Seconds after which the page asks again. */
const refreshSeconds = 2;

/** Answers 503 while the system starts; the page reloads by itself until the system is there. */
export function answerStarting(response: ServerResponse): void {
  response
    .writeHead(503, {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': String(refreshSeconds),
      'cache-control': 'no-store',
      ...unframed,
    })
    .end(page('正在启动', '<h1>正在启动</h1><p>启动好以后，本页会自动打开，请稍候。</p>', { refreshSeconds }));
}
