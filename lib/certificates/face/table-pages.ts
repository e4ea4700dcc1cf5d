import type { FaceLine } from '../../../schemas/certificates/document.ts';
import { breakLines } from './break-lines.ts';
import type { FaceDrawing, Glyphs } from './face.ts';
import { textWidth, pageArea } from './page-area.ts';
import { textBlock } from './text-block.ts';

/** Sizes are in mm. */
export type Density = { readonly size: number; readonly leading: number; readonly padding: number };

/** A row, or the part of it on one page. */
export type Row = { readonly label: readonly string[]; readonly value: readonly string[] };

export type Table = { readonly rows: readonly Row[]; readonly labelWidth: number; readonly density: Density };

const gap = 5;

/** Breaks the printed lines into the columns; the label column takes 20 to 50 mm. */
export function layOutTable(lines: readonly FaceLine[], density: Density, glyphs: Glyphs): Table {
  const widthOf = (text: string): number => glyphs.widthOf(text, 'regular') * density.size;
  const labelWidth = Math.min(50, Math.max(...lines.map((line) => widthOf(line.Label)), 20) + 0.01);
  const valueWidth = textWidth - labelWidth - gap;
  return {
    rows: lines.map(({ Label, Value }) => ({
      label: breakLines(Label, labelWidth, widthOf),
      value: breakLines(Value, valueWidth, widthOf),
    })),
    labelWidth,
    density,
  };
}

const lineCount = (row: Row): number => Math.max(row.label.length, row.value.length);

/** Computes a height in mm, with padding. */
export function rowHeight(row: Row, { leading, padding }: Density): number {
  return lineCount(row) * leading + 2 * padding;
}

const maxUnsplitLines = 6;

/** Distributes rows over pages; `foot` stays free on the last, and never stands alone. */
export function tablePages(
  { rows, density }: Table,
  { first, others, foot }: { readonly first: number; readonly others: number; readonly foot: number },
): Row[][] {
  const pages: Row[][] = [[]];
  const freeHeight = (): number =>
    (pages.length === 1 ? first : others) - (pages.at(-1) ?? []).reduce((sum, row) => sum + rowHeight(row, density), 0);
  for (const whole of rows) {
    let remaining = whole;
    while (rowHeight(remaining, density) > freeHeight()) {
      const fitting = Math.floor((freeHeight() - 2 * density.padding) / density.leading);
      if (lineCount(remaining) > maxUnsplitLines && fitting >= 2) {
        pages.at(-1)?.push(firstLines(remaining, fitting));
        remaining = linesFrom(remaining, fitting);
      }
      pages.push([]);
    }
    pages.at(-1)?.push(remaining);
  }
  if (freeHeight() < foot) {
    const last = pages.at(-1)?.pop();
    const keptLines = last === undefined || lineCount(last) <= maxUnsplitLines ? 0 : lineCount(last) - 3;
    if (last !== undefined && keptLines > 0) pages.at(-1)?.push(firstLines(last, keptLines));
    pages.push(last === undefined ? [] : [linesFrom(last, keptLines)]);
  }
  return pages;
}

const firstLines = ({ label, value }: Row, lines: number): Row => ({
  label: label.slice(0, lines),
  value: value.slice(0, lines),
});
const linesFrom = ({ label, value }: Row, lines: number): Row => ({
  label: label.slice(lines),
  value: value.slice(lines),
});

/** Draws rows from `top` downwards, with a thin line below each. */
export function drawRows(
  rows: readonly Row[],
  { labelWidth, density }: Table,
  top: number,
  glyphs: Glyphs,
): FaceDrawing[] {
  const style = { size: density.size, leading: density.leading, weight: 'regular' } as const;
  let y = top;
  return rows.flatMap((row): FaceDrawing[] => {
    const text = y + density.padding;
    y += rowHeight(row, density);
    return [
      ...textBlock(row.label, { x: pageArea.left, top: text, width: labelWidth }, { ...style, ink: 'grey' }, glyphs),
      ...textBlock(
        row.value,
        { x: pageArea.left + labelWidth + gap, top: text, width: textWidth - labelWidth - gap },
        { ...style, ink: 'black' },
        glyphs,
      ),
      { kind: 'line', x1: pageArea.left, y1: y, x2: pageArea.right, y2: y, width: 0.15, ink: 'gold' },
    ];
  });
}
