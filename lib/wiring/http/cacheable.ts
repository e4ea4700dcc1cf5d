import { contentTag } from '../../adapters/etag.ts';
import { gzipped } from '../../adapters/gzip.ts';
import type { HttpAnswer } from './http-response.ts';

/** Bytes from which on compressing is worth while. */
const worthPacking = 1024;

/**
 * A good answer that anyone may keep for so many seconds (RFC 9111), and that pages of any origin may read. Whoever has it already is told so by
 * 304; whoever takes gzip is given it packed.
 */
export function cacheable(
  answer: HttpAnswer,
  seconds: number,
  asked: Readonly<Record<string, string | undefined>>,
): HttpAnswer {
  const { body = '', headers } = answer;
  const tag = contentTag(body);
  const kept: Readonly<Record<string, string>> = {
    ...headers,
    'cache-control': `public, max-age=${seconds}`,
    etag: `W/"${tag}"`,
    vary: 'accept-encoding',
    'access-control-allow-origin': '*',
  };
  if (names(asked['if-none-match'], tag)) {
    const { 'content-type': _type, ...bare } = kept;
    return { statusCode: 304, headers: bare, body: '' };
  }
  const bytes = Buffer.from(body, answer.isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.length < worthPacking || !takesGzip(asked['accept-encoding'])) return { ...answer, headers: kept };
  return {
    ...answer,
    headers: { ...kept, 'content-encoding': 'gzip' },
    body: Buffer.from(gzipped(bytes)).toString('base64'),
    isBase64Encoded: true,
  };
}

/** Whether If-None-Match names the tag, strong or weak, or any at all. */
function names(asked: string | undefined, tag: string): boolean {
  return asked !== undefined && asked.split(',').some((one) => ['*', `"${tag}"`, `W/"${tag}"`].includes(one.trim()));
}

function takesGzip(asked: string | undefined): boolean {
  return asked !== undefined && asked.split(',').some((one) => /^(gzip|\*)(;\s*q=(?!0(\.0*)?$).*)?$/.test(one.trim()));
}
