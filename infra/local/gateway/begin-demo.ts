import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeMarkup } from '../../../schemas/kernel/escape-markup.ts';
import { StartRefused } from '../start-refused.ts';
import { page, unframed } from './html.ts';
import { notFoundPage } from './not-found-page.ts';

/** The landing page sends its form there. */
export const beginDemoPath = '/start/demo';

type OfferedDemo = { readonly origin: string; readonly begin: (() => void) | null };

/** Takes the form of the system's own landing page only: any page on the net may send one to 127.0.0.1. */
export function answerBeginDemo(
  request: IncomingMessage,
  response: ServerResponse,
  { origin, begin }: OfferedDemo,
): void {
  request.resume();
  const own = [origin, origin.replace('//127.0.0.1', '//localhost')];
  if (begin === null || request.method !== 'POST' || !own.includes(request.headers.origin ?? ''))
    return void response.writeHead(404, headers).end(notFoundPage());
  try {
    begin();
    response.writeHead(303, { ...headers, location: '/start' }).end();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    const sentence = `<h1>演示数据没有打开</h1><p>${escapeMarkup(error.message)}</p><p><a href="/start">返回</a></p>`;
    response.writeHead(409, headers).end(page('演示数据没有打开', sentence));
  }
}

const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...unframed };
