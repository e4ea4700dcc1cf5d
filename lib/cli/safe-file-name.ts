import { basename } from 'node:path';

/** A name that came over the network, as a file in the folder at hand: without folders and signs that a system forbids. */
export function safeFileName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '');
  return plain === '' ? '下载.xlsx' : plain;
}
