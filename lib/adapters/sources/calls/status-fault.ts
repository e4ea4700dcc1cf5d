import { SourceFault } from '../../../kernel/source-fault.ts';
import { headerOf, type HttpResponse } from '../net/http-request.ts';

/** What a status means that is not 2xx; `null` for one that is. 503 asks for patience only if it says for how long. */
export function faultOfStatus(
  answer: Pick<HttpResponse, 'status' | 'headers' | 'bytes'>,
  now: number,
): SourceFault | null {
  const { status, bytes: raw } = answer;
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return new SourceFault('credentials-refused', {}, { raw });
  const retryAfterSeconds = secondsToWait(headerOf(answer, 'retry-after'), now);
  if (status === 429 || (status === 503 && retryAfterSeconds !== null))
    return new SourceFault(
      'too-many-requests',
      { status },
      { raw, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) },
    );
  return new SourceFault('http-status', { status }, { raw });
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3); what can't be read asks for nothing. */
function secondsToWait(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const until = header.trim().endsWith(' GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - now) / 1000));
}
