import { type Dispatcher, request as send } from 'undici';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { connectionFault } from './connection-fault.ts';
import { headerOf, type HttpResponse, type HttpRequest } from './http-request.ts';
import { readBody } from './read-body.ts';
import { isRedirect, redirectRequest } from './redirect-request.ts';

/** `seconds` from looking up the name to the last byte, redirects with it; `bytes` of a body that is of use, see `errorBytes`. */
export type CallLimits = { readonly seconds: number; readonly bytes: number; readonly redirects: number };

/** How much is kept of a page that tells of an error. */
const errorBytes = 65_536;

/** One call: the answer to its end, whatever its status. What keeps it from coming is thrown as a SourceFault. */
export async function httpCall(
  agent: Dispatcher,
  request: HttpRequest,
  limits: CallLimits,
  signal?: AbortSignal,
): Promise<HttpResponse> {
  const inTime = AbortSignal.timeout(limits.seconds * 1000);
  const stop = signal === undefined ? inTime : AbortSignal.any([inTime, signal]);
  const stopped = Promise.withResolvers<never>();
  const stopNow = () => stopped.reject(stop.reason);
  stop.addEventListener('abort', stopNow);
  try {
    stop.throwIfAborted();
    return await Promise.race([followed(agent, request, limits, stop), stopped.promise]);
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    if (signal?.aborted === true) throw signal.reason;
    if (inTime.aborted) throw new SourceFault('timed-out', { seconds: limits.seconds }, { cause: error });
    throw connectionFault(error);
  } finally {
    stop.removeEventListener('abort', stopNow);
  }
}

async function followed(
  agent: Dispatcher,
  first: HttpRequest,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let request = first;
  for (let hop = 0; ; hop += 1) {
    const answer = await answered(agent, request, limits, signal).catch((error: unknown) => {
      if (hop > 0 && error instanceof SourceFault && error.code === 'address-not-listed')
        throw new SourceFault('redirect-refused', { status: 'Location' });
      throw error;
    });
    if (!isRedirect(answer.status)) return answer;
    if (hop === limits.redirects) throw new SourceFault('redirect-refused', { status: answer.status });
    request = redirectRequest(request, answer.status, headerOf(answer, 'location'));
  }
}

async function answered(
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
  const encoding = headerOf(answer, 'content-encoding') ?? '';
  const bytes =
    status < 300
      ? await readBody(answer.body, encoding, limits.bytes)
      : await readBody(answer.body, encoding, errorBytes).catch(() => new Uint8Array(0));
  return { status, headers: answer.headers, bytes, url };
}
