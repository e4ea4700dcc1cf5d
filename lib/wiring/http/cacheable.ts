import { computeEtag } from '../../adapters/etag.ts';
import { gzip } from '../../adapters/gzip.ts';
import type { HttpResponse } from './http-response.ts';

const minGzipBytes = 1024;

/** Adds caching headers (RFC 9111), allows any origin, answers 304 on an ETag match, and gzips. */
export function cacheable(
  answer: HttpResponse,
  seconds: number,
  requestHeaders: Readonly<Record<string, string | undefined>>,
): HttpResponse {
  const { body = '', headers } = answer;
  const tag = computeEtag(body);
  const cacheHeaders: Readonly<Record<string, string>> = {
    ...headers,
    'cache-control': `public, max-age=${seconds}`,
    etag: `W/"${tag}"`,
    vary: 'accept-encoding',
    'access-control-allow-origin': '*',
  };
  if (matchesEtag(requestHeaders['if-none-match'], tag)) {
    const { 'content-type': _type, ...bare } = cacheHeaders;
    return { statusCode: 304, headers: bare, body: '' };
  }
  const bytes = Buffer.from(body, answer.isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.length < minGzipBytes || !acceptsGzip(requestHeaders['accept-encoding']))
    return { ...answer, headers: cacheHeaders };
  return {
    ...answer,
    headers: { ...cacheHeaders, 'content-encoding': 'gzip' },
    body: Buffer.from(gzip(bytes)).toString('base64'),
    isBase64Encoded: true,
  };
}

/** Compares weakly (RFC 9110 §13.1.2). */
function matchesEtag(requestHeaders: string | undefined, tag: string): boolean {
  return (
    requestHeaders !== undefined &&
    requestHeaders.split(',').some((one) => ['*', `"${tag}"`, `W/"${tag}"`].includes(one.trim()))
  );
}

function acceptsGzip(requestHeaders: string | undefined): boolean {
  return (
    requestHeaders !== undefined &&
    requestHeaders.split(',').some((one) => /^(gzip|\*)(;\s*q=(?!0(\.0*)?$).*)?$/.test(one.trim()))
  );
}
