/** The letters of a column: 0 → `A`, 26 → `AA`, 16383 → `XFD`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The column of its letters, 0-based; -1 for anything else. */
export function columnOfLetters(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
