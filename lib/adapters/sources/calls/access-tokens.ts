import { z } from 'zod';
import type { Authentication } from '../../../../schemas/collection/sources/interface-declaration.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpResponse, HttpRequest } from '../net/http-request.ts';
import { basic } from './authenticate-request.ts';
import { type Secret, secretPart } from './secret-part.ts';
import { faultOfStatus } from './status-fault.ts';

const TokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().optional(),
});

/** At most a tenth of the token's life. */
const maxEarlyMs = 60_000;

/** Client credentials, RFC 6749 §4.4; `refused` replaces a refused token. */
export type AccessTokens = {
  readonly current: (refused?: string) => Promise<string>;
  /** The tokens of this session, for removing them from what is kept. */
  readonly issued: () => readonly string[];
};

/** Fetches a token when needed; concurrent calls share it. */
export function accessTokens(
  { tokenUrl, scope, clientIn }: Extract<Authentication, { readonly kind: 'oauth2' }>,
  secret: Secret,
  call: (request: HttpRequest) => Promise<HttpResponse>,
  milliseconds: () => number,
): AccessTokens {
  let cached: { readonly token: string; readonly until: number } | null = null;
  let pending: Promise<string> | null = null;
  const issued = new Set<string>();
  const fetchToken = async (): Promise<string> => {
    const startedAt = milliseconds();
    const answer = await call(tokenRequest(tokenUrl, scope, clientIn, secret));
    const { access_token: token, expires_in: seconds = Number.POSITIVE_INFINITY } = parseTokenAnswer(answer, startedAt);
    issued.add(token);
    cached = { token, until: startedAt + seconds * 1000 - Math.min(maxEarlyMs, seconds * 100) };
    return token;
  };
  return {
    issued: () => [...issued],
    current: async (refused) => {
      if (cached !== null && cached.token !== refused && milliseconds() < cached.until) return cached.token;
      pending ??= fetchToken().finally(() => {
        pending = null;
      });
      return await pending;
    },
  };
}

function tokenRequest(
  url: string,
  scope: string | undefined,
  clientIn: 'header' | 'body',
  secret: Secret,
): HttpRequest {
  const [id, key] = [secretPart(secret, 'clientId'), secretPart(secret, 'clientSecret')];
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...definedOnly({ scope }),
    ...(clientIn === 'body' ? { client_id: id, client_secret: key } : {}),
  });
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'guiji',
  };
  return {
    method: 'POST',
    url,
    headers: clientIn === 'body' ? headers : { ...headers, authorization: basic(formEncoded(id), formEncoded(key)) },
    body: form.toString(),
  };
}

/** A refusal has status 400 (RFC 6749 §5.2). Faults carry no bytes, which may hold a token. */
function parseTokenAnswer(answer: HttpResponse, now: number): z.infer<typeof TokenAnswer> {
  if (answer.status === 400) throw new SourceFault('credentials-refused');
  const fault = faultOfStatus(answer, now);
  if (fault !== null)
    throw new SourceFault(fault.code, fault.facts, definedOnly({ retryAfterSeconds: fault.retryAfterSeconds }));
  const parsed = TokenAnswer.safeParse(jsonOrNull(answer.bytes));
  if (!parsed.success) throw new SourceFault('answer-not-readable', { format: 'OAuth 2.0' });
  return parsed.data;
}

function jsonOrNull(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** RFC 6749 §2.3.1. */
function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
