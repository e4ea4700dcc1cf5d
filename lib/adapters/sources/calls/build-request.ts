import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import type { InterfaceRules } from '../../../collection/interface/interface-rules.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpRequest } from '../net/http-request.ts';
import { headerText } from './secret-part.ts';
import { soapEnvelope } from './soap-envelope.ts';

type Fill = InterfaceRules['fillTemplate'];
type Placeholders = Parameters<Fill>[1];

const bodyContexts = [
  ['json', /json/i],
  ['xml', /xml/i],
  ['form', /x-www-form-urlencoded/i],
] as const;

const connectionHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'accept-encoding',
]);

/** Throws `address-not-listed` when a placeholder changes the origin. */
export function buildRequest(
  { request, answer }: Pick<InterfaceDeclaration, 'request' | 'answer'>,
  placeholders: Placeholders,
  fill: Fill,
  link: string | null,
): HttpRequest {
  const body = buildBody(request, placeholders, fill);
  const declared = Object.entries(request.headers).map(
    ([name, text]) => [name.toLowerCase(), headerText(fill(text, placeholders, 'plain'))] as const,
  );
  return {
    method: request.soap === undefined ? request.method : 'POST',
    url: link ?? buildAddress(request, placeholders, fill),
    headers: {
      accept: answer.format === 'json' ? 'application/json' : 'text/xml, application/xml, application/soap+xml',
      'user-agent': 'guiji',
      ...body?.headers,
      ...Object.fromEntries(declared.filter(([name]) => !connectionHeaders.has(name))),
      'accept-encoding': 'identity',
    },
    ...(body === null ? {} : { body: body.body }),
  };
}

/** Removes user info. */
function buildAddress(
  { url: template, query }: InterfaceDeclaration['request'],
  placeholders: Placeholders,
  fill: Fill,
): string {
  const url = URL.parse(fill(template, placeholders, 'address'));
  if (url === null || url.origin !== URL.parse(template)?.origin) throw new SourceFault('address-not-listed');
  url.username = '';
  url.password = '';
  url.hash = '';
  const pairs = Object.entries(query).map(
    ([name, text]) =>
      `${encodeURIComponent(name)}=${encodeURIComponent(fill(text, placeholders, 'raw').toWellFormed())}`,
  );
  url.search = [url.search.slice(1), ...pairs].filter((part) => part !== '').join('&');
  return url.href;
}

function buildBody(
  { method, body, mediaType, soap }: InterfaceDeclaration['request'],
  placeholders: Placeholders,
  fill: Fill,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } | null {
  if (soap !== undefined) return soapEnvelope(soap, fill(body ?? '', placeholders, 'xml'));
  if (body === undefined || method === 'GET') return null;
  const [context] = bodyContexts.find(([, pattern]) => pattern.test(mediaType)) ?? (['plain'] as const);
  return { body: fill(body, placeholders, context), headers: { 'content-type': headerText(mediaType) } };
}
