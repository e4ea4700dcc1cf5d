import { textWidth } from '../../kernel/text-width.ts';

/** Columns set out by spaces, Chinese characters counted double; the last one runs on. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[], gap = 2): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => textWidth(line[column] ?? ''))));
  return lines
    .map(
      (line) =>
        `${line.map((text, column) => (column === line.length - 1 ? text : text + ' '.repeat((widths[column] ?? 0) - textWidth(text) + gap))).join('')}\n`,
    )
    .join('');
}
