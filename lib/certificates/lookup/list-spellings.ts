import { certificateText } from '../../kernel/formats/certificates/certificate-text.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';

/** Lists the spellings in which a number may be stored, depending on its field's format. */
export function listSpellings(number: string): string[] {
  return [...new Set([number.trim(), certificateText(number), compactCode(number)])].filter(
    (spelling) => spelling !== '',
  );
}
