import { compatibleText } from '../../kernel/text/unified-text.ts';

/** Converts look-alikes, full-width letters and case; each character keeps its position. */
export function fold(text: string): string {
  return Array.from(text, (letter) => {
    const folded = compatibleText(letter).toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join('');
}
