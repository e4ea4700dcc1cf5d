import { hash } from 'node:crypto';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { PageSummary } from '../../collection/interface/next-page.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { secretPlaceholders } from './calls/authenticate-request.ts';
import { authenticatedCalls } from './calls/authenticated-calls.ts';
import { buildRequest } from './calls/build-request.ts';
import { openTransport } from './calls/open-transport.ts';
import { parseNextLink } from './calls/parse-next-link.ts';
import { redactSecrets } from './calls/redact-secrets.ts';
import { removeSecrets } from './calls/remove-secrets.ts';
import { faultOfStatus } from './calls/status-fault.ts';
import { withRetry } from './calls/with-retry.ts';
import type { InterfaceSource } from './interface-source.ts';
import type { HttpResponse, HttpRequest } from './net/http-request.ts';
import { parseAnswer } from './parse-answer.ts';

export type CalledPage = { readonly bytes: Uint8Array<ArrayBuffer>; readonly pageSummary: PageSummary };

export type InterfaceCaller = {
  readonly page: (checkpoint: PageCheckpoint) => Promise<CalledPage>;
  readonly close: () => Promise<void>;
};

/** Calls an interface page by page, with retries. Throws a `SourceFault`. */
export function interfaceCaller(source: InterfaceSource): InterfaceCaller {
  const { readOptions, delay, random } = source;
  const { call, signal, close } = openTransport(source);
  const authenticated = authenticatedCalls(source, call);
  const retryOptions = { delay, random, signal, ...definedOnly({ tries: readOptions.tries }) };
  return {
    page: async (checkpoint) =>
      await withRetry(
        async () =>
          await callPage(source, authenticated.call, checkpoint)
            .catch(emptyBeyondLast(source.rules, checkpoint))
            .catch(maskSecrets(authenticated.secrets)),
        retryOptions,
      ),
    close,
  };
}

/** The page of a fault is kept, and shown to people. */
function maskSecrets(secrets: () => readonly string[]) {
  return (error: unknown): never => {
    if (!(error instanceof SourceFault) || error.raw === undefined) throw error;
    const { code, facts, raw, retryAfterSeconds } = error;
    throw new SourceFault(code, facts, {
      raw: redactSecrets(raw, secrets()),
      ...definedOnly({ retryAfterSeconds }),
    });
  };
}

/** Answers a page without rows where a fault means that there is no such page; rethrows any other. */
export function emptyBeyondLast(rules: InterfaceSource['rules'], checkpoint: PageCheckpoint) {
  return (error: unknown): CalledPage => {
    if (error instanceof SourceFault && rules.isBeyondLastPage(error, checkpoint)) return emptyPage;
    throw error;
  };
}

/** An empty page ends the paging where the service has no such page. */
export const emptyPage: CalledPage = {
  bytes: new Uint8Array(0),
  pageSummary: { rows: 0, hash: '', total: null, next: null, mark: null },
};

async function callPage(
  source: InterfaceSource,
  call: (request: HttpRequest) => Promise<HttpResponse>,
  checkpoint: PageCheckpoint,
): Promise<CalledPage> {
  const { declaration, readOptions, rules, now, secret } = source;
  const placeholders = {
    ...secretPlaceholders(declaration.authentication, secret),
    ...rules.buildPlaceholders(declaration, readOptions, checkpoint),
  };
  const link = declaration.paging.kind === 'link' ? (checkpoint.cursor ?? null) : null;
  const answer = await call(buildRequest(declaration, placeholders, rules.fillTemplate, link));
  const fault = faultOfStatus(answer, Date.parse(now()));
  if (fault !== null) throw fault;
  const { records, total, next, mark } = withRaw(answer.bytes, () =>
    rules.readPagingInfo(parseAnswer(answer.bytes, declaration.answer), declaration),
  );
  return {
    bytes: answer.bytes,
    pageSummary: {
      rows: records.length,
      hash: hash('sha256', JSON.stringify(records)),
      total,
      next: readNextLink(source, answer) ?? next,
      mark,
    },
  };
}

/** Removes secrets, since the address is stored. */
function readNextLink({ declaration, secret }: InterfaceSource, answer: HttpResponse): string | null {
  const { authentication, paging, request } = declaration;
  const link = paging.kind === 'link' ? parseNextLink(answer, new URL(request.url).origin) : null;
  if (link === null) return null;
  const isKeyInQuery = authentication.kind === 'api-key' && authentication.in === 'query';
  return removeSecrets(link, secret, isKeyInQuery ? authentication.name : null);
}

function withRaw<Result>(raw: Uint8Array, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof SourceFault && error.raw === undefined
      ? new SourceFault(error.code, error.facts, { raw })
      : error;
  }
}
