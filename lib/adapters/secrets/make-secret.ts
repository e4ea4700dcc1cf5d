import { randomBytes } from 'node:crypto';

const bytes = 32;

/** 256 random bits in Base64. */
export function makeSecret(): string {
  return randomBytes(bytes).toString('base64');
}
