import type { FaceLine } from '../../../schemas/certificates/document.ts';
import { breakLines } from './break-lines.ts';
import type { FaceDrawing, Glyphs } from './face.ts';
import { measure, sheet } from './sheet.ts';
import { textBlock } from './text-block.ts';

/** How closely the table is set. */
export type Density = { readonly size: number; readonly leading: number; readonly padding: number };

/** A row of the table, or what of it stands on one page. */
export type Row = { readonly label: readonly string[]; readonly value: readonly string[] };

export type Table = { readonly rows: readonly Row[]; readonly labelRoom: number; readonly density: Density };

const gap = 5;

/** The lines of the face, broken to the column that their labels leave. */
export function layOutTable(lines: readonly FaceLine[], density: Density, glyphs: Glyphs): Table {
  const widthOf = (text: string): number => glyphs.widthOf(text, 'regular') * density.size;
  const labelRoom = Math.min(50, Math.max(...lines.map((line) => widthOf(line.Label)), 20) + 0.01);
  const valueRoom = measure - labelRoom - gap;
  return {
    rows: lines.map(({ Label, Value }) => ({
      label: breakLines(Label, labelRoom, widthOf),
      value: breakLines(Value, valueRoom, widthOf),
    })),
    labelRoom,
    density,
  };
}

const rowLines = (row: Row): number => Math.max(row.label.length, row.value.length);

export function rowHeight(row: Row, { leading, padding }: Density): number {
  return rowLines(row) * leading + 2 * padding;
}

/** A row of more lines may be parted by a page's end. */
const maxUnsplitLines = 6;

/**
 * Rows by page: `first` is what the first page can hold, `others` each later one, `foot` what must stay free on the last. Every line of every row
 * stands on one of them; a short row goes to the next page whole, a long one is parted; the foot never stands alone where there is a row.
 */
export function tablePages(
  { rows, density }: Table,
  { first, others, foot }: { readonly first: number; readonly others: number; readonly foot: number },
): Row[][] {
  const pages: Row[][] = [[]];
  const free = (): number =>
    (pages.length === 1 ? first : others) - (pages.at(-1) ?? []).reduce((sum, row) => sum + rowHeight(row, density), 0);
  for (const whole of rows) {
    let rest = whole;
    while (rowHeight(rest, density) > free()) {
      const fitting = Math.floor((free() - 2 * density.padding) / density.leading);
      if (rowLines(rest) > maxUnsplitLines && fitting >= 2) {
        pages.at(-1)?.push(upTo(rest, fitting));
        rest = from(rest, fitting);
      }
      pages.push([]);
    }
    pages.at(-1)?.push(rest);
  }
  if (free() < foot) {
    const last = pages.at(-1)?.pop();
    const kept = last === undefined || rowLines(last) <= maxUnsplitLines ? 0 : rowLines(last) - 3;
    if (last !== undefined && kept > 0) pages.at(-1)?.push(upTo(last, kept));
    pages.push(last === undefined ? [] : [from(last, kept)]);
  }
  return pages;
}

const upTo = ({ label, value }: Row, lines: number): Row => ({
  label: label.slice(0, lines),
  value: value.slice(0, lines),
});
const from = ({ label, value }: Row, lines: number): Row => ({ label: label.slice(lines), value: value.slice(lines) });

/** Rows from `top` on, a thin line below each. */
export function drawRows(
  rows: readonly Row[],
  { labelRoom, density }: Table,
  top: number,
  glyphs: Glyphs,
): FaceDrawing[] {
  const style = { size: density.size, leading: density.leading, weight: 'regular' } as const;
  let at = top;
  return rows.flatMap((row): FaceDrawing[] => {
    const text = at + density.padding;
    at += rowHeight(row, density);
    return [
      ...textBlock(row.label, { x: sheet.left, top: text, room: labelRoom }, { ...style, ink: 'grey' }, glyphs),
      ...textBlock(
        row.value,
        { x: sheet.left + labelRoom + gap, top: text, room: measure - labelRoom - gap },
        { ...style, ink: 'black' },
        glyphs,
      ),
      { kind: 'line', x1: sheet.left, y1: at, x2: sheet.right, y2: at, width: 0.15, ink: 'gold' },
    ];
  });
}
