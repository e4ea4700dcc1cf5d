import { hash } from 'node:crypto';

/** ETag (RFC 9110 §8.8.3): 132 bits of SHA-256, base64url. */
export function computeEtag(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
