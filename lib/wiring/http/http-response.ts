import type { Problem } from '../../../schemas/kernel/problem.ts';
import type { Refused, RefusalPhrases } from '../../../schemas/kernel/refusal.ts';
import type { FileResponse, RedirectResponse } from '../../../schemas/kernel/route.ts';
import { Failure } from '../../kernel/failure.ts';

/** A Lambda answer to an HTTP API, payload format 2.0. */
export type HttpResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
};

/** Bytes of a file answer at the most: Lambda's 6 MB with base64 and headers taken off. Larger files go out by 303 to the object store. */
const maxFileBytes = 4_400_000;

/** Nothing is kept by caches, guessed by browsers, or framed. */
const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};
const denyAllPolicy = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

export function jsonResponse(status: number, value: unknown, requestId: string): HttpResponse {
  return {
    statusCode: status,
    headers: {
      ...securityHeaders,
      ...denyAllPolicy,
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
    },
    body: JSON.stringify(value),
  };
}

/** The name is given twice, RFC 6266: in ASCII for old programs, in UTF-8 by RFC 8187 for all others. */
export function fileResponse(
  mediaType: string,
  { file, name }: FileResponse,
  requestId: string,
  runsScripts = false,
): HttpResponse {
  if (file.length > maxFileBytes)
    throw new Failure('file-response-too-large', { bytes: file.length, limit: maxFileBytes });
  const scripts = runsScripts ? "script-src 'self'; connect-src 'self'; " : '';
  const shown = {
    'content-security-policy': `default-src 'none'; ${scripts}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
  const saved = name === undefined ? shown : { ...denyAllPolicy, 'content-disposition': contentDisposition(name) };
  return {
    statusCode: 200,
    headers: { ...securityHeaders, ...saved, 'content-type': mediaType, 'x-request-id': requestId },
    body: Buffer.from(file).toString('base64'),
    isBase64Encoded: true,
  };
}

export function redirectResponse({ location }: RedirectResponse, requestId: string): HttpResponse {
  return {
    statusCode: 303,
    headers: { ...securityHeaders, ...denyAllPolicy, location, 'x-request-id': requestId },
    body: '',
  };
}

/** application/problem+json, RFC 9457. */
export function problemResponse(refusal: Refused, phrases: RefusalPhrases, requestId: string): HttpResponse {
  const phrase = phrases[refusal.refused];
  if (phrase === undefined) throw new Failure('refusal-not-declared', { refusal: refusal.refused });
  const problem: Problem = {
    type: `/api/v1/docs#refusal-${refusal.refused}`,
    title: phrase.title,
    status: phrase.status,
    detail: phrase.detail.replaceAll(/\{(\w+)\}/g, (blank, name: string) => String(refusal.facts[name] ?? blank)),
    code: refusal.refused,
    requestId,
    ...(refusal.errors === undefined
      ? {}
      : { errors: refusal.errors.map(({ pointer, detail }) => ({ pointer, detail })) }),
  };
  return {
    statusCode: phrase.status,
    headers: {
      ...securityHeaders,
      ...denyAllPolicy,
      'content-type': 'application/problem+json; charset=utf-8',
      'x-request-id': requestId,
      ...(phrase.status === 401 ? { 'www-authenticate': 'Bearer realm="guiji"' } : {}),
      ...(phrase.status === 503 ? { 'retry-after': '10' } : {}),
    },
    body: JSON.stringify(problem),
  };
}

function contentDisposition(name: string): string {
  const ascii = name.replaceAll(/[^\w.() -]/g, '_');
  const utf8 = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
