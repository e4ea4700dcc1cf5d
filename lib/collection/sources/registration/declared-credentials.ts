import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import type { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import { anyOf } from '../../../kernel/text/any-of.ts';

const loginNames = anyOf(
  'authorization cookie setcookie password passwd passcode pwd userpwd userpassword ' +
    'session sessionid jsessionid ticket jwt bearer token credentials?',
);
const keyNames = anyOf('secret privatekey signature sign sig sk');
const owners = anyOf(
  'api app access auth client secret subscription user service private security gateway license system',
);
const ownedNames = anyOf('key secret token password pwd code sign signature ticket credentials?');
/** Names of headers and parameters that hold credentials, in small letters and digits. */
const credentialName = new RegExp(
  `^(?:x|http)?(?:proxy)?(?:${loginNames}|${keyNames})$|${owners}${ownedNames}$|(?:token|secret|password|passwd)$`,
);
/** A header of such a name has no other use. */
const credentialHeader = /(?:key|auth)$/;
/** Names of parameters that only sometimes hold a credential: the value decides. */
const doubtfulName = /(?:key|auth|ak)$|^(?:code|user|username|account|login)$/;
const scheme = /^(?:basic|bearer|digest|apikey|token)(?:\s+|$)/i;
const randomValue = /^(?=\S*\d)(?=\S*[a-z])[\w+/=.-]{16,}$/i;

/** Name and value of JSON members, XML elements and XML attributes. */
const bodyPairs = [
  /"([^"\\]{1,80})"\s*:\s*"((?:[^"\\]|\\.)*)"/g,
  /"([^"\\]{1,80})"\s*:\s*(-?\d[\w.+-]*)/g,
  /<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<>]*)<\//g,
  /<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>\s*<!\[CDATA\[([^\]]*)\]\]>/g,
  /([\w.-]+)\s*=\s*["']([^"']*)["']/g,
] as const;

/** `place` is a Chinese phrase; `pointer` (RFC 6901) points into the declaration. Neither holds the value. */
export type CredentialPlace = { readonly place: string; readonly pointer: string };

/**
 * Answers the first place where a declaration holds a credential, or `null`.
 * Declarations are shown to everybody who may see the source: credentials belong into the secret store.
 */
export function declaredCredentials(declaration: SourceDeclaration): CredentialPlace | null {
  if (declaration.ca !== undefined && /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(declaration.ca))
    return { place: '证书', pointer: '/ca' };
  if (declaration.channel === 'database') return null;
  const { request, authentication } = declaration;
  return (
    placeInAddress(request.url, { place: '服务地址', pointer: '/request/url' }) ??
    (authentication.kind === 'oauth2'
      ? placeInAddress(authentication.tokenUrl, { place: '取令牌的地址', pointer: '/authentication/tokenUrl' })
      : null) ??
    placeInHeaders(request.headers, { place: '请求头', pointer: '/request/headers' }) ??
    (authentication.kind === 'signature'
      ? placeInHeaders(authentication.headers, { place: '签名请求头', pointer: '/authentication/headers' })
      : null) ??
    placeInPairs(request.query, { place: '查询参数', pointer: '/request/query' }) ??
    placeInBody(request)
  );
}

function placeInAddress(address: string, { place, pointer }: CredentialPlace): CredentialPlace | null {
  const url = URL.parse(address);
  if (url === null) return null;
  if (url.username !== '' || url.password !== '') return { place: `${place}的用户信息`, pointer };
  // A path may have parameters, too (RFC 3986, 3.3): /rows;jsessionid=…
  const ofPath = url.pathname.replaceAll(/[;/]+/g, '&');
  const pairs = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1)), ...new URLSearchParams(ofPath)];
  return pairs.some(([name, value]) => isCredential(name, value)) ? { place: `${place}的参数`, pointer } : null;
}

/** A pair's own place, below that of all pairs. */
const ofPair = (name: string, { place, pointer }: CredentialPlace): CredentialPlace => ({
  place: `${place} ${name}`,
  pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
});

function placeInPairs(pairs: Readonly<Record<string, string>>, all: CredentialPlace): CredentialPlace | null {
  const found = Object.entries(pairs).find(([name, value]) => isCredential(name, value));
  return found === undefined ? null : ofPair(found[0], all);
}

function placeInHeaders(headers: Readonly<Record<string, string>>, all: CredentialPlace): CredentialPlace | null {
  const found = Object.entries(headers).find(
    ([name, value]) =>
      hasText(value) && (credentialHeader.test(plainName(name)) || scheme.test(withoutPlaceholders(value))),
  );
  return found === undefined ? placeInPairs(headers, all) : ofPair(found[0], all);
}

function placeInBody({ body = '', mediaType, soap }: InterfaceDeclaration['request']): CredentialPlace | null {
  const isForm = soap === undefined && /x-www-form-urlencoded/i.test(mediaType);
  const pairs = isForm
    ? [...new URLSearchParams(body)]
    : bodyPairs.flatMap((pattern) => [...body.matchAll(pattern)].map(([, name = '', value = '']) => [name, value]));
  const found = pairs.find(([name = '', value = '']) => isCredential(name, value));
  return found === undefined ? null : { place: `正文的 ${found[0]}`, pointer: '/request/body' };
}

function isCredential(name: string, value: string): boolean {
  if (!hasText(value)) return false;
  const plain = plainName(name);
  const text = withoutPlaceholders(value);
  return credentialName.test(plain) || (doubtfulName.test(plain) && randomValue.test(text));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** False for placeholders alone, also behind the name of a scheme, such as `Bearer {{token}}`. */
function hasText(value: string): boolean {
  return withoutPlaceholders(value).replace(scheme, '') !== '';
}

function withoutPlaceholders(value: string): string {
  // A cookie names its value.
  return value.replace(/(?:[\w-]+=)?\{\{\w+\}\};?/g, '').trim();
}
