import type { InterfaceSource } from '../interface-source.ts';
import { guardedAgent } from '../net/guarded-agent.ts';
import { httpCall } from '../net/http-call.ts';
import type { HttpResponse, HttpRequest } from '../net/http-request.ts';
import { throttle } from './throttle.ts';

/** Builds the request when its slot has come, since a signature contains the time. */
export type Call = (build: () => HttpRequest, maxRedirects: number) => Promise<HttpResponse>;

export type Transport = {
  readonly call: Call;
  /** Aborted when the session or the source's own signal ends. */
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
};

/** Rate-limited calls over connections that only reach allowed addresses. */
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
