import { type Dispatcher, request as send } from 'undici';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { connectionFault } from './connection-fault.ts';
import { readHeader, type HttpResponse, type HttpRequest } from './http-request.ts';
import { readBody } from './read-body.ts';
import { isRedirect, redirectRequest } from './redirect-request.ts';

/** `seconds` include redirects; `bytes` are of a 2xx body. */
export type CallLimits = { readonly seconds: number; readonly bytes: number; readonly redirects: number };

const maxErrorBytes = 65_536;

/** Answers any status. Throws a `SourceFault`, or the signal's reason. */
export async function httpCall(
  agent: Dispatcher,
  request: HttpRequest,
  limits: CallLimits,
  signal?: AbortSignal,
): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(limits.seconds * 1000);
  const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  const stopped = Promise.withResolvers<never>();
  const stopNow = () => stopped.reject(stop.reason);
  stop.addEventListener('abort', stopNow);
  try {
    stop.throwIfAborted();
    return await Promise.race([followRedirects(agent, request, limits, stop), stopped.promise]);
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    if (signal?.aborted === true) throw signal.reason;
    if (timeout.aborted) throw new SourceFault('timed-out', { seconds: limits.seconds }, { cause: error });
    throw connectionFault(error);
  } finally {
    stop.removeEventListener('abort', stopNow);
  }
}

async function followRedirects(
  agent: Dispatcher,
  first: HttpRequest,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let request = first;
  for (let hop = 0; ; hop += 1) {
    const answer = await sendOnce(agent, request, limits, signal).catch((error: unknown) => {
      if (hop > 0 && error instanceof SourceFault && error.code === 'address-not-listed')
        throw new SourceFault('redirect-refused', { status: 'Location' });
      throw error;
    });
    if (!isRedirect(answer.status)) return answer;
    if (hop === limits.redirects) throw new SourceFault('redirect-refused', { status: answer.status });
    request = redirectRequest(request, answer.status, readHeader(answer, 'location'));
  }
}

async function sendOnce(
  agent: Dispatcher,
  { method, url, headers, body }: HttpRequest,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const answer = await send(url, {
    dispatcher: agent,
    method,
    headers,
    signal,
    ...definedOnly({ body }),
  });
  const { statusCode: status } = answer;
  const encoding = readHeader(answer, 'content-encoding') ?? '';
  const bytes =
    status < 300
      ? await readBody(answer.body, encoding, limits.bytes)
      : await readBody(answer.body, encoding, maxErrorBytes).catch(() => new Uint8Array(0));
  return { status, headers: answer.headers, bytes, url };
}
