import type { InterfaceSource } from '../interface-source.ts';
import type { HttpResponse, HttpRequest } from '../net/http-request.ts';
import { accessTokens } from './access-tokens.ts';
import { authenticateRequest } from './authenticate-request.ts';
import type { Call } from './open-transport.ts';

const maxRedirects = 5;

export type AuthenticatedCalls = {
  readonly call: (request: HttpRequest) => Promise<HttpResponse>;
  /** All that must not be kept of an answer: the secret's parts and the access tokens. */
  readonly secrets: () => readonly string[];
};

/** Fetches an access token again after 401, once. */
export function authenticatedCalls(
  { declaration, secret, rules, now }: InterfaceSource,
  call: Call,
): AuthenticatedCalls {
  const { authentication } = declaration;
  const milliseconds = () => Date.parse(now());
  // A redirect would receive the client secret.
  const tokens =
    authentication.kind === 'oauth2'
      ? accessTokens(authentication, secret, async (request) => await call(() => request, 0), milliseconds)
      : null;
  const callAuthenticated = async (request: HttpRequest) => {
    const callWith = async (token: string | null) => {
      const fill = rules.fillTemplate;
      return await call(
        () => authenticateRequest(request, authentication, { secret, token, milliseconds: milliseconds(), fill }),
        // The body, which holds the secret, would follow to another host.
        authentication.kind === 'placeholders' ? 0 : maxRedirects,
      );
    };
    const token = (await tokens?.current()) ?? null;
    const answer = await callWith(token);
    const isRefused = tokens !== null && token !== null && answer.status === 401;
    return isRefused ? await callWith(await tokens.current(token)) : answer;
  };
  return { call: callAuthenticated, secrets: () => [...Object.values(secret), ...(tokens?.issued() ?? [])] };
}
