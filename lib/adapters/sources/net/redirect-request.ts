import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpRequest } from './http-request.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What another origin may be told: nothing that might be a key. */
const harmless: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'content-type',
  'soapaction',
  'user-agent',
]);

export function isRedirect(status: number): boolean {
  return redirects.has(status);
}

/**
 * The request that an answer sends on to (RFC 9110 §15.4). 303 always asks with GET, 301 and 302 too after a POST; 307 and 308 repeat the request.
 * Never from https down to http, never with a user in the address. Another origin gets no header that might hold a key.
 */
export function redirectRequest(request: HttpRequest, status: number, location: string | undefined): HttpRequest {
  const from = new URL(request.url);
  const to = location === undefined ? null : URL.parse(location, from);
  if (to === null || !/^https?:$/.test(to.protocol) || to.username !== '' || to.password !== '')
    throw new SourceFault('redirect-refused', { status });
  if (from.protocol === 'https:' && to.protocol === 'http:') throw new SourceFault('redirect-refused', { status });
  to.hash = '';
  const asksAnew = request.method === 'POST' && status < 307;
  const headers = Object.entries(request.headers).filter(
    ([name]) => (to.origin === from.origin || harmless.has(name)) && !(asksAnew && name === 'content-type'),
  );
  return {
    method: asksAnew ? 'GET' : request.method,
    url: to.href,
    headers: Object.fromEntries(headers),
    ...(asksAnew || request.body === undefined ? {} : { body: request.body }),
  };
}
