/** Converts full-width letters and case; each character keeps its position. */
export function fold(text: string): string {
  return Array.from(text, (letter) => {
    const folded = letter.normalize('NFKC').toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join('');
}
