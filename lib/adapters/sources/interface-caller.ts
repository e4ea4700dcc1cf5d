import { hash } from 'node:crypto';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { PageSummary } from '../../collection/interface/next-page.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { accessTokens } from './calls/access-tokens.ts';
import { authenticateRequest } from './calls/authenticate-request.ts';
import { buildRequest } from './calls/build-request.ts';
import { parseNextLink } from './calls/parse-next-link.ts';
import { removeSecrets } from './calls/remove-secrets.ts';
import { faultOfStatus } from './calls/status-fault.ts';
import { throttle } from './calls/throttle.ts';
import { withRetry } from './calls/with-retry.ts';
import type { InterfaceSource } from './interface-session.ts';
import { guardedAgent } from './net/guarded-agent.ts';
import { httpCall } from './net/http-call.ts';
import type { HttpResponse, HttpRequest } from './net/http-request.ts';
import { parseAnswer } from './parse-answer.ts';

/** A page as it came, and what paging needs of it. */
export type CalledPage = { readonly bytes: Uint8Array<ArrayBuffer>; readonly pageSummary: PageSummary };

export type InterfaceCaller = {
  readonly page: (checkpoint: PageCheckpoint) => Promise<CalledPage>;
  readonly close: () => Promise<void>;
};

const redirects = 5;

/** Calls a declared interface page by page: each call spaced, signed, guarded, in time, and tried again where that may help. */
export function interfaceCaller({
  declaration,
  secret,
  readOptions,
  allowList,
  rules,
  resolve,
  now,
  delay,
  random,
  signal,
}: InterfaceSource): InterfaceCaller {
  const { authentication, limits, paging, request, answer: shape } = declaration;
  const milliseconds = () => Date.parse(now());
  const closing = new AbortController();
  const stop = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
  const agent = guardedAgent({ allowList, resolve, ca: declaration.ca, seconds: limits.timeoutSeconds });
  const waitForSlot = throttle(limits.requestsPerMinute, milliseconds, delay);
  // Made when its turn has come: a signature tells the time.
  const call = async (made: () => HttpRequest, hops: number): Promise<HttpResponse> => {
    await waitForSlot();
    return await httpCall(
      agent,
      made(),
      { seconds: limits.timeoutSeconds, bytes: limits.pageBytes, redirects: hops },
      stop,
    );
  };
  // A token's endpoint may not send us on: the secret would go along.
  const tokens =
    authentication.kind === 'oauth2'
      ? accessTokens(authentication, secret, async (httpRequest) => await call(() => httpRequest, 0), milliseconds)
      : null;

  const callAuthenticated = async (httpRequest: HttpRequest): Promise<HttpResponse> => {
    const ask = async (token: string | null) =>
      await call(
        () =>
          authenticateRequest(httpRequest, authentication, {
            secret,
            token,
            milliseconds: milliseconds(),
            fill: rules.fillTemplate,
          }),
        redirects,
      );
    const token = (await tokens?.current()) ?? null;
    const answer = await ask(token);
    return tokens === null || token === null || answer.status !== 401 ? answer : await ask(await tokens.current(token));
  };

  const nextOf = (answer: HttpResponse, inAnswer: string | null): string | null => {
    const link = paging.kind === 'link' ? parseNextLink(answer, new URL(request.url).origin) : null;
    return link === null
      ? inAnswer
      : removeSecrets(
          link,
          secret,
          authentication.kind === 'api-key' && authentication.in === 'query' ? authentication.name : null,
        );
  };

  const callOnce = async (checkpoint: PageCheckpoint): Promise<CalledPage> => {
    const httpRequest = buildRequest(
      declaration,
      rules.buildPlaceholders(declaration, readOptions, checkpoint),
      rules.fillTemplate,
      paging.kind === 'link' ? (checkpoint.cursor ?? null) : null,
    );
    const answer = await callAuthenticated(httpRequest);
    const fault = faultOfStatus(answer, milliseconds());
    if (fault !== null) throw fault;
    const found = withRaw(answer.bytes, () => rules.readPagingInfo(parseAnswer(answer.bytes, shape), declaration));
    const { records, total, next, mark } = found;
    return {
      bytes: answer.bytes,
      pageSummary: {
        rows: records.length,
        hash: hash('sha256', JSON.stringify(records)),
        total,
        next: nextOf(answer, next),
        mark,
      },
    };
  };

  return {
    page: async (checkpoint) =>
      await withRetry(async () => await callOnce(checkpoint), {
        delay,
        random,
        signal: stop,
        ...definedOnly({ tries: readOptions.tries }),
      }),
    close: async () => {
      closing.abort(new Error('the session was closed'));
      await agent.destroy();
    },
  };
}

/** A fault of what came, with what came. */
function withRaw<Result>(raw: Uint8Array, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof SourceFault && error.raw === undefined
      ? new SourceFault(error.code, error.facts, { raw })
      : error;
  }
}
