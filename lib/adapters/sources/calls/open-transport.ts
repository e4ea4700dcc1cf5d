import type { InterfaceSource } from '../interface-source.ts';
import { guardedAgent } from '../net/guarded-agent.ts';
import { httpCall } from '../net/http-call.ts';
import type { HttpResponse, HttpRequest } from '../net/http-request.ts';
import { throttle } from './throttle.ts';

export type Call = (build: () => HttpRequest, maxRedirects: number) => Promise<HttpResponse>;

export type Transport = {
  readonly call: Call;
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
};

/** Limits the rate of calls and connects only to allowed addresses. */
export function openTransport({ declaration, allowList, resolve, now, delay, signal }: InterfaceSource): Transport {
  const { limits, ca } = declaration;
  const closing = new AbortController();
  const stop = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
  const agent = guardedAgent({ allowList, resolve, ca, seconds: limits.timeoutSeconds });
  const waitForSlot = throttle(limits.requestsPerMinute, () => Date.parse(now()), delay);
  return {
    call: async (build, maxRedirects) => {
      await waitForSlot();
      const callLimits = { seconds: limits.timeoutSeconds, bytes: limits.pageBytes, redirects: maxRedirects };
      return await httpCall(agent, build(), callLimits, stop);
    },
    signal: stop,
    close: async () => {
      closing.abort(new Error('the session was closed'));
      await agent.destroy();
    },
  };
}
