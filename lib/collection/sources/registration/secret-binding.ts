import type { SourceDeclaration, SourceRecord } from '../../../../schemas/collection/sources/source.ts';

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

/** False also where no secret was recorded. A secret of before the binding belongs to the present declaration. */
export function isSecretBound({ secret, declaration }: Pick<SourceRecord, 'secret' | 'declaration'>): boolean {
  return secret !== undefined && (secret.boundTo ?? secretBinding(declaration)) === secretBinding(declaration);
}

/** True when the recorded secret may not be sent to what the new declaration names. */
export function losesSecret({ secret, declaration }: SourceRecord, next: SourceDeclaration): boolean {
  return secret !== undefined && (secret.boundTo ?? secretBinding(declaration)) !== secretBinding(next);
}
