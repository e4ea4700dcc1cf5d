const letters: string[] = [];

/** A 0-based column as Excel names it: 0 → A, 25 → Z, 26 → AA, 16383 → XFD. */
export function columnLetters(column: number): string {
  const known = letters[column];
  if (known !== undefined) return known;
  let text = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  letters[column] = text;
  return text;
}

/** `AB12` → its 0-based column and its row; parts that are missing are -1. `undefined`: not a reference. */
export function cellReference(text: string): { readonly column: number; readonly row: number } | undefined {
  const parts = /^\$?([A-Za-z]{0,4})\$?(\d{0,8})$/.exec(text);
  if (parts === null) return undefined;
  let column = 0;
  for (const letter of (parts[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: parts[2] === undefined || parts[2] === '' ? -1 : Number(parts[2]) };
}
