import { computeEtag } from '../../adapters/etag.ts';
import { gzip } from '../../adapters/gzip.ts';
import type { HttpResponse } from './http-response.ts';

/** Bytes from which on compressing is worth while. */
const minGzipBytes = 1024;

/**
 * A good answer that anyone may keep for so many seconds (RFC 9111), and that pages of any origin may read. Whoever has it already is told so by
 * 304; whoever takes gzip is given it packed.
 */
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

/** Whether If-None-Match names the tag, strong or weak, or any at all. */
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
