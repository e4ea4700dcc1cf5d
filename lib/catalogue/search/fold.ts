/** Full-width letters made narrow, no case; every character keeps its place, so that a hit can be drawn in the text as written. */
export function fold(text: string): string {
  return Array.from(text, (letter) => {
    const folded = letter.normalize('NFKC').toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join('');
}
