import { hash } from 'node:crypto';

/** 132 bits of the SHA-256 of the content, base64url, for an ETag (RFC 9110 §8.8.3). */
export function computeEtag(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
