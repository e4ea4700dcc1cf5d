import type { SourceDeclaration } from './source.ts';

/**
 * Names what a kept secret may be sent to: host, port, encryption and kind of authentication. A declaration that
 * answers another name needs the secret anew.
 */
export function secretBinding(declaration: SourceDeclaration): string {
  if (declaration.channel === 'database') {
    const { system, host, port, tls } = declaration;
    return `${system} ${host.trim().toLowerCase()}:${port} ${tls === 'verify' ? 'TLS' : '不加密'}`;
  }
  const { request, authentication } = declaration;
  const addresses = [request.url, ...(authentication.kind === 'oauth2' ? [authentication.tokenUrl] : [])];
  return [authentication.kind, ...addresses.map((address) => URL.parse(address)?.origin ?? address)].join(' ');
}

/** Names the parts of the secret that a declaration needs, in the order in which people know them; none for `none`. */
export function secretPartNames(declaration: SourceDeclaration): readonly string[] {
  if (declaration.channel === 'database') return ['user', 'password'];
  const { authentication } = declaration;
  switch (authentication.kind) {
    case 'none':
      return [];
    case 'basic':
      return ['username', 'password'];
    case 'bearer':
      return ['token'];
    case 'api-key':
      return ['key'];
    case 'oauth2':
      return ['clientId', 'clientSecret'];
    case 'placeholders':
      return authentication.parts;
    case 'signature':
      return ['appKey', 'secret'];
  }
}
