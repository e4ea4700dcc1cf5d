import { basename } from 'node:path';

/** Removes folders and forbidden characters: the name came over the network. */
export function safeFileName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '');
  return plain === '' ? '下载.xlsx' : plain;
}
