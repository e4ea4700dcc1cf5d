import { hash } from 'node:crypto';

/** Hashes to 132 bits of SHA-256, base64url (RFC 9110 §8.8.3). */
export function computeEtag(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
