/** Parses `AB12` as 0-based column 27 and row 12; -1 for a missing part, `undefined` for other texts. */
export function parseCellReference(text: string): { readonly column: number; readonly row: number } | undefined {
  const parts = /^\$?([A-Za-z]{0,4})\$?(\d{0,8})$/.exec(text);
  if (parts === null) return undefined;
  let column = 0;
  for (const letter of (parts[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: parts[2] === undefined || parts[2] === '' ? -1 : Number(parts[2]) };
}
