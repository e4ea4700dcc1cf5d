import type { Secret } from './secret-part.ts';

/** Shorter values stand in addresses by chance: a page may have the number that is somebody's name. */
const shortest = 8;

/** An address without what lets us in: services repeat in their links what they were asked with, and a link is kept. */
export function removeSecrets(address: string, secret: Secret, keyName: string | null): string {
  const url = new URL(address);
  const values = new Set(Object.values(secret).filter((value) => value.length >= shortest));
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [[name, value] = ['', '']] = [...new URLSearchParams(pair)];
      return pair !== '' && name !== keyName && !values.has(value);
    });
  url.search = kept.join('&');
  return url.href;
}
