import type { PortalFile } from '../../adapters/portal-files.ts';
import type { HttpResponse } from '../http/http-response.ts';

export type PortalRequest = {
  readonly path: string;
  /** The header `accept-encoding`. */
  readonly acceptEncoding?: string | undefined;
};

export type PortalPages = {
  /** Finds a file of `dist/portal/assets`; undefined for a name that this version does not have. */
  readonly asset: (name: string, encoding: 'br' | 'gzip') => Promise<PortalFile | undefined>;
  /** The page's HTML; it holds `{nonce}` where the style nonce goes. */
  readonly page: () => Promise<string>;
  readonly nonce: () => string;
  /** Origins besides its own that the page may call: the OpenID provider and the object store. */
  readonly connects: readonly string[];
};

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/**
 * Answers a hashed file for ever, and every other address with the page, whose router knows which addresses exist.
 * Returns undefined for an asset that is gone: the caller says 404.
 */
export async function portalResponse(
  { path, acceptEncoding = '' }: PortalRequest,
  pages: PortalPages,
): Promise<HttpResponse | undefined> {
  const name = /^\/assets\/([\w.-]+)$/.exec(path)?.[1];
  if (name !== undefined) return await assetResponse(name, acceptEncoding, pages);
  if (path.startsWith('/assets/')) return undefined;
  const nonce = pages.nonce();
  return {
    statusCode: 200,
    headers: {
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      // A cached page would carry a used nonce, and name assets that a deployment has replaced.
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy(nonce, pages.connects),
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'cross-origin-opener-policy': 'same-origin',
    },
    body: (await pages.page()).replaceAll('{nonce}', nonce),
  };
}

async function assetResponse(
  name: string,
  acceptEncoding: string,
  pages: PortalPages,
): Promise<HttpResponse | undefined> {
  // Every browser that runs the page takes gzip (RFC 9110 §12.5.3 allows it where the header is missing).
  const encoding = /\bbr\b/.test(acceptEncoding) ? 'br' : 'gzip';
  const file = await pages.asset(name, encoding);
  if (file === undefined) return undefined;
  return {
    statusCode: 200,
    headers: {
      ...securityHeaders,
      'content-type': file.mediaType,
      'content-encoding': encoding,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    },
    body: Buffer.from(file.bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

/** CSP 3: scripts from this origin alone; Ant Design adds style elements while running, which carry the nonce. */
export function contentPolicy(nonce: string, connects: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connects].join(' ')}`,
    "worker-src 'self'",
    "frame-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
