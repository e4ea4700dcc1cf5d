import { compatibleText } from '../../kernel/text/unified-text.ts';

/** Writes compatibleText without white space, in small letters. */
export function normalizeHeading(label: string): string {
  return compatibleText(label).replace(/\s+/gu, '').toLowerCase();
}
