import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import type { InterfaceRules } from '../../../collection/interface/interface-rules.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpRequest } from '../net/http-request.ts';
import { headerText } from './secret-part.ts';
import { soapEnvelope } from './soap-envelope.ts';

type Fill = InterfaceRules['fillTemplate'];
type Placeholders = Parameters<Fill>[1];

/** What belongs to the connection, not to a declaration. */
const ownHeaders: ReadonlySet<string> = new Set([
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

/** The declared request with its blanks filled, still without authentication. `link` is the next page's address where the service names it. */
export function buildRequest(
  { request, answer }: Pick<InterfaceDeclaration, 'request' | 'answer'>,
  placeholders: Placeholders,
  fill: Fill,
  link: string | null,
): HttpRequest {
  const body = bodyOf(request, placeholders, fill);
  const declared = Object.entries(request.headers).map(
    ([name, text]) => [name.toLowerCase(), headerText(fill(text, placeholders, 'plain'))] as const,
  );
  return {
    method: request.soap === undefined ? request.method : 'POST',
    url: link ?? addressOf(request, placeholders, fill),
    headers: {
      accept: answer.format === 'json' ? 'application/json' : 'text/xml, application/xml, application/soap+xml',
      'user-agent': 'guiji',
      ...body?.headers,
      ...Object.fromEntries(declared.filter(([name]) => !ownHeaders.has(name))),
      'accept-encoding': 'identity',
    },
    ...(body === null ? {} : { body: body.body }),
  };
}

/** A blank may stand anywhere in an address but where it says whom to ask. A user in it is never sent. */
function addressOf(
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

function bodyOf(
  { method, body, mediaType, soap }: InterfaceDeclaration['request'],
  placeholders: Placeholders,
  fill: Fill,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } | null {
  if (soap !== undefined) return soapEnvelope(soap, fill(body ?? '', placeholders, 'xml'));
  if (body === undefined || method === 'GET') return null;
  const context = /json/i.test(mediaType)
    ? 'json'
    : /xml/i.test(mediaType)
      ? 'xml'
      : /x-www-form-urlencoded/i.test(mediaType)
        ? 'form'
        : 'plain';
  return { body: fill(body, placeholders, context), headers: { 'content-type': headerText(mediaType) } };
}
