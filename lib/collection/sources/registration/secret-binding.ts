import { secretBinding } from '../../../../schemas/collection/sources/secret-binding.ts';
import type { SourceDeclaration, SourceRecord } from '../../../../schemas/collection/sources/source.ts';

/** False also where no secret was recorded. A secret of before the binding belongs to the present declaration. */
export function isSecretBound({ secret, declaration }: Pick<SourceRecord, 'secret' | 'declaration'>): boolean {
  return secret !== undefined && (secret.boundTo ?? secretBinding(declaration)) === secretBinding(declaration);
}

/** True when the recorded secret may not be sent to what the new declaration names. */
export function losesSecret({ secret, declaration }: SourceRecord, next: SourceDeclaration): boolean {
  return secret !== undefined && (secret.boundTo ?? secretBinding(declaration)) !== secretBinding(next);
}
