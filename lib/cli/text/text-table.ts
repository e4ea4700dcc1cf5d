import { textWidth } from '../../kernel/text-width.ts';

/** Counts Chinese characters as two; does not pad the last column. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], gap = 2): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => textWidth(line[column] ?? ''))));
  const pad = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - textWidth(text) + gap);
  return lines
    .map((line) => `${line.map((text, column) => (column === line.length - 1 ? text : pad(text, column))).join('')}\n`)
    .join('');
}
