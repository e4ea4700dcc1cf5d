import { hash } from 'node:crypto';

/** Tells one content from another: 132 bits of its SHA-256, base64url, for an ETag (RFC 9110, 8.8.3). */
export function computeEtag(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
