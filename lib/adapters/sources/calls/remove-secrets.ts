import type { Secret } from './secret-part.ts';

/** Shorter secrets may equal harmless values. */
const minSecretCharacters = 8;

/** Services repeat the query, and links are stored. */
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
