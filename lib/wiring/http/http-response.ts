import type { Problem } from '../../../schemas/kernel/problem.ts';
import type { Refused, RefusalPhrases } from '../../../schemas/kernel/refusal.ts';
import type { FileResponse, RedirectResponse } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';

export type HttpResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
};

/** These headers forbid caching, content sniffing and framing. */
const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};
const denyAllPolicy = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** Forbids caching and framing. */
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

/** Sends the name in ASCII (RFC 6266) and UTF-8 (RFC 8187); base64 takes a third more. */
export function fileResponse(
  mediaType: string,
  { file, name }: FileResponse,
  requestId: string,
  { runsScripts = false }: { readonly runsScripts?: boolean | undefined } = {},
): HttpResponse {
  const shown = { 'content-security-policy': buildContentPolicy({ runsScripts }) };
  const saved = name === undefined ? shown : { ...denyAllPolicy, 'content-disposition': contentDisposition(name) };
  return {
    statusCode: 200,
    headers: { ...securityHeaders, ...saved, 'content-type': mediaType, 'x-request-id': requestId },
    body: Buffer.from(file).toString('base64'),
    isBase64Encoded: true,
  };
}

/** Answers 303 (RFC 9110), which clients follow by GET. */
export function redirectResponse({ location }: RedirectResponse, requestId: string): HttpResponse {
  return {
    statusCode: 303,
    headers: { ...securityHeaders, ...denyAllPolicy, location, 'x-request-id': requestId },
    body: '',
  };
}

function buildContentPolicy({ runsScripts }: { readonly runsScripts: boolean }): string {
  return [
    "default-src 'none'",
    ...(runsScripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Writes RFC 9457. Throws `refusal-not-declared` for a code that the route lacks. */
export function problemResponse(refusal: Refused, phrases: RefusalPhrases, requestId: string): HttpResponse {
  const phrase = phrases[refusal.refused];
  if (phrase === undefined) throw new Failure('refusal-not-declared', { refusal: refusal.refused });
  const problem: Problem = {
    type: `/api/v1/docs#refusal-${refusal.refused}`,
    title: phrase.title,
    status: phrase.status,
    detail: fillPhrase(phrase.detail, refusal.facts),
    code: refusal.refused,
    requestId,
    ...definedOnly({ errors: refusal.errors?.map(({ pointer, detail }) => ({ pointer, detail })) }),
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
