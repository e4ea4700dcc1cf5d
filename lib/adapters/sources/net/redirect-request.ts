import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpRequest } from './http-request.ts';

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** None can hold a key. */
const harmlessHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'content-type',
  'soapaction',
  'user-agent',
]);

/** RFC 9110 §15.4. */
export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status);
}

/**
 * A POST becomes GET after 301, 302 and 303 (RFC 9110 §15.4). Another origin gets only harmless headers.
 * Throws `redirect-refused` from https to http, and for user info.
 */
export function redirectRequest(request: HttpRequest, status: number, location: string | undefined): HttpRequest {
  const from = new URL(request.url);
  const to = location === undefined ? null : URL.parse(location, from);
  if (to === null || !/^https?:$/.test(to.protocol) || to.username !== '' || to.password !== '')
    throw new SourceFault('redirect-refused', { status });
  if (from.protocol === 'https:' && to.protocol === 'http:') throw new SourceFault('redirect-refused', { status });
  to.hash = '';
  const becomesGet = request.method === 'POST' && status < 307;
  const headers = Object.entries(request.headers).filter(
    ([name]) => (to.origin === from.origin || harmlessHeaders.has(name)) && !(becomesGet && name === 'content-type'),
  );
  return {
    method: becomesGet ? 'GET' : request.method,
    url: to.href,
    headers: Object.fromEntries(headers),
    ...(becomesGet || request.body === undefined ? {} : { body: request.body }),
  };
}
