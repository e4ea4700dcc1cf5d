import { cutText } from '../../kernel/text/cut-text.ts';

const reservedCharacters = /[\\/:*?"<>|\s]+/g;

/** Builds a portable file name; the certificate's name takes at most 60 characters. */
export function fileName(certificateName: string, ending: string): string {
  return `${cutText(certificateName.replaceAll(reservedCharacters, '_'), 60)}-${ending}`;
}
