import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CertificateDocument } from '../../../../schemas/certificates/document.ts';
import { Failure } from '../../../kernel/failure.ts';

/** SHA-256 (hex) of RFC 8785 JSON. Throws `document-not-canonical`. */
export function documentHash(document: CertificateDocument): string {
  const canonical = canonicalize(document);
  if (canonical === undefined) throw new Failure('document-not-canonical', {});
  return hash('sha256', canonical);
}
