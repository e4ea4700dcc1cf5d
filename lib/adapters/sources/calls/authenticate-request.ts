import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import type { InterfaceRules } from '../../../collection/interface/interface-rules.ts';
import type { HttpRequest } from '../net/http-request.ts';
import { headerPart, type Secret, secretPart } from './secret-part.ts';
import { signRequest } from './sign-request.ts';

export type AuthenticationContext = {
  readonly secret: Secret;
  /** Only for `oauth2`. */
  readonly token: string | null;
  readonly milliseconds: number;
  readonly fill: InterfaceRules['fillTemplate'];
};

/** Throws `credentials-missing` or `credentials-refused`. */
export function authenticateRequest(
  request: HttpRequest,
  authentication: InterfaceDeclaration['authentication'],
  { secret, token, milliseconds, fill }: AuthenticationContext,
): HttpRequest {
  const withHeader = (name: string, value: string): HttpRequest => ({
    ...request,
    headers: { ...request.headers, [name.toLowerCase()]: value },
  });
  switch (authentication.kind) {
    case 'none':
    case 'placeholders': // filled in when the request was built
      return request;
    case 'basic':
      return withHeader('authorization', basic(secretPart(secret, 'username'), secretPart(secret, 'password')));
    case 'bearer':
      return withHeader('authorization', `Bearer ${headerPart(secret, 'token')}`);
    case 'oauth2':
      return withHeader('authorization', `Bearer ${token ?? ''}`);
    case 'api-key':
      if (authentication.in === 'header') return withHeader(authentication.name, headerPart(secret, 'key'));
      return { ...request, url: withQuery(request.url, authentication.name, secretPart(secret, 'key')) };
    case 'signature':
      return signRequest(request, authentication, { secret, milliseconds, fill });
  }
}

/** Answers the secret's parts that a request's templates name. Throws `credentials-missing`. */
export function secretPlaceholders(
  authentication: InterfaceDeclaration['authentication'],
  secret: Secret,
): Readonly<Record<string, string>> {
  if (authentication.kind !== 'placeholders') return {};
  return Object.fromEntries(authentication.parts.map((name) => [name, secretPart(secret, name)]));
}

/** Builds basic credentials in UTF-8, RFC 7617. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function withQuery(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}
