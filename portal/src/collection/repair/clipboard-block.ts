/**
 * Cells as spreadsheets copy them: tabs between cells, line ends between rows, and quotes around a cell that holds
 * one of them. `null` for a single cell, which a browser pastes itself.
 *
 *   甲 ⇥ 170 ⏎ 乙 ⇥ "两⏎行" ⏎   →   [['甲', '170'], ['乙', '两⏎行']]
 */
export function parseBlock(text: string): readonly (readonly string[])[] | null {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, quoted, plain = '', end = ''] = found;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    // The last row may end in a line end, or may not.
    if (cell.lastIndex >= text.length && end !== '\t') break;
    if (end !== '\t') rows.push([]);
  }
  return rows.length === 1 && rows[0]?.length === 1 ? null : rows;
}
