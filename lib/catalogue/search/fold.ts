/** Converts full-width letters and lower-cases; each character keeps its position, so that hits can be highlighted. */
export function fold(text: string): string {
  return Array.from(text, (letter) => {
    const folded = letter.normalize('NFKC').toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join('');
}
