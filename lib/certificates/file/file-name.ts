const reservedCharacters = /[\\/:*?"<>|\s]+/g;

/** Builds a portable file name; the certificate's name takes at most 60 characters. */
export function fileName(certificateName: string, ending: string): string {
  return `${certificateName.replaceAll(reservedCharacters, '_').slice(0, 60)}-${ending}`;
}
