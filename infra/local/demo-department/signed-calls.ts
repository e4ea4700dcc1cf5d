import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { departmentServiceSecret } from './department-service-declaration.ts';

const maxSkewMs = 5 * 60_000;

/**
 * Verifies X-Signature over `appKey\ntimestamp\nnonce\nmethod\npath\nquery`; refuses replayed and late calls.
 * Answers the reason, or `null`.
 */
export function verifySignedCall(now: () => Date): (request: IncomingMessage) => string | null {
  const seen = new Map<string, number>();
  return (request) => {
    const [appKey, timestamp, nonce, signature] = ['x-app-key', 'x-timestamp', 'x-nonce', 'x-signature'].map((name) =>
      String(request.headers[name] ?? ''),
    );
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    if (appKey !== departmentServiceSecret.appKey) return '应用标识无效';
    const expected = createHmac('sha256', departmentServiceSecret.secret)
      .update([appKey, timestamp, nonce, request.method, path, query].join('\n'))
      .digest();
    const given = Buffer.from(signature ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return '签名不正确';
    const at = now().getTime();
    if (!(Math.abs(at - Number(timestamp)) <= maxSkewMs)) return '时间戳超出允许范围';
    for (const [one, until] of seen) if (until < at) seen.delete(one);
    if (nonce === undefined || nonce === '' || seen.has(nonce)) return '请求重复';
    seen.set(nonce, at + 2 * maxSkewMs);
    return null;
  };
}
