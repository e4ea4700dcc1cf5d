import type { Secret } from './secret-part.ts';

/** Shorter secrets may equal harmless values, such as a page number. */
const minSecretCharacters = 8;

/** Removes credentials from a link: services repeat the query they received, and links are stored. */
export function removeSecrets(address: string, secret: Secret, keyName: string | null): string {
  const url = new URL(address);
  const values = new Set(Object.values(secret).filter((value) => value.length >= minSecretCharacters));
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [[name, value] = ['', '']] = [...new URLSearchParams(pair)];
      return pair !== '' && name !== keyName && !values.has(value);
    });
  url.search = pairs.join('&');
  return url.href;
}
