/** Converts a 0-based column: 0 → `A`, 26 → `AA`, 16383 → `XFD`. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return (before >= 0 ? columnLetters(before) : '') + String.fromCharCode(65 + (column % 26));
}
