export type SheetFrame = { readonly head: string; readonly tail: string; readonly styles: ReadonlyMap<string, number> };

/** Ends `head` before the samples; `tail` begins with `</sheetData>`. Throws without samples. */
export function splitSheetFrame(xml: string, row: number, looks: readonly string[]): SheetFrame {
  const from = xml.indexOf(`<row r="${row}"`);
  const to = xml.indexOf('</sheetData>', from);
  if (from < 0 || to < 0) throw new Error(`The sheet just written has no row ${row}`);
  const numbers = [...xml.slice(from, to).matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].map(([, number]) => Number(number));
  if (numbers.length !== looks.length)
    throw new Error(`Row ${row} has ${numbers.length} styles instead of ${looks.length}`);
  return {
    head: xml.slice(0, from).replace(/<dimension [^>]*\/>/, ''),
    tail: xml.slice(to),
    styles: new Map(looks.map((look, i) => [look, numbers[i] ?? 0])),
  };
}
