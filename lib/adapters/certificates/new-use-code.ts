import { randomBytes } from 'node:crypto';

/** 256 random bits, base64url (RFC 4648 §5): 43 characters. */
export function newUseCode(): string {
  return randomBytes(32).toString('base64url');
}
