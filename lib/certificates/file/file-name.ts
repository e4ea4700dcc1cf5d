/** What a file's name cannot hold on every system. */
const unwelcome = /[\\/:*?"<>|\s]+/g;

/** A name for a certificate's file: what it is called, as far as that fits into a name, and what tells it from others. */
export function fileName(certificateName: string, ending: string): string {
  return `${certificateName.replaceAll(unwelcome, '_').slice(0, 60)}-${ending}`;
}
