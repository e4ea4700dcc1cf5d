import { SourceFault } from '../../../kernel/source-fault.ts';
import { readHeader, type HttpResponse } from '../net/http-request.ts';

/** An answer that is still being made, or a part of one, proves nothing without its content. */
const unfinished: ReadonlySet<number> = new Set([202, 206]);

/** Answers `null` for 2xx, but not for 202 and 206 without content. A 503 is rate limiting only with `Retry-After`. */
export function faultOfStatus(
  answer: Pick<HttpResponse, 'status' | 'headers' | 'bytes'>,
  now: number,
): SourceFault | null {
  const { status, bytes: raw } = answer;
  if (status >= 200 && status < 300 && !(unfinished.has(status) && raw.length === 0)) return null;
  if (status === 401 || status === 403) return new SourceFault('credentials-refused', {}, { raw });
  const retryAfterSeconds = parseRetryAfter(readHeader(answer, 'retry-after'), now);
  if (status === 429 || (status === 503 && retryAfterSeconds !== null))
    return new SourceFault(
      'too-many-requests',
      { status },
      { raw, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) },
    );
  return new SourceFault('http-status', { status }, { raw });
}

/** RFC 9110 §10.2.3: seconds or a date. */
function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const until = header.trim().endsWith(' GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - now) / 1000));
}
