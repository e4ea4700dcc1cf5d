import { basename } from 'node:path';
import { invisibleCharacters, unprintableCharacters } from '../../schemas/kernel/characters.ts';

/** A direction control shows `exe.xlsx` for another extension. */
const unsafe = new RegExp(`[\\p{Cc}<>:"|?*${invisibleCharacters}${unprintableCharacters}]`, 'gu');

/** Removes folders and forbidden characters: the name came over the network. */
export function safeFileName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(unsafe, '_').replace(/^\.+/, '');
  return plain === '' ? '下载.xlsx' : plain;
}
