import { certificateText } from '../../kernel/formats/certificates/certificate-text.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';

/** A certificate number as it may be stored, by the format that its type's field has: most are spelled one way only. */
export function listSpellings(number: string): string[] {
  return [...new Set([number.trim(), certificateText(number), compactCode(number)])].filter(
    (spelling) => spelling !== '',
  );
}
