import type { Style, Worksheet } from 'exceljs';
import type { TemplateColumn } from '../../../collection/template/template-spec.ts';
import type { PlainCell } from '../../../kernel/sheet.ts';
import {
  getAlignment,
  bodyFont,
  border,
  errorFill,
  headerStyle,
  hintStyle,
  requiredHeaderStyle,
  warningFill,
} from './styles.ts';

export type CellState = 'plain' | 'error' | 'warning';

const valueFormats = ['@', 'General', 'yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss', 'hh:mm:ss'] as const;
const fills = { plain: {}, error: { fill: errorFill, border }, warning: { fill: warningFill, border } } as const;
const states = ['plain', 'error', 'warning'] as const;

/** Builds every style that a cell of these columns may take, by name. */
export function buildStyles(columns: readonly (TemplateColumn | null)[]): ReadonlyMap<string, Partial<Style>> {
  const numberFormats = new Set([...valueFormats, ...columns.flatMap((column) => column?.numberFormat ?? [])]);
  return new Map<string, Partial<Style>>([
    ...states.flatMap((state) =>
      [...numberFormats].map(
        (numFmt) =>
          [`${state} ${numFmt}`, { numFmt, font: bodyFont, alignment: getAlignment(numFmt), ...fills[state] }] as const,
      ),
    ),
    ['header plain', headerStyle],
    ['header required', requiredHeaderStyle],
    ['header error', { ...headerStyle, fill: errorFill }],
    ['header warning', { ...headerStyle, fill: warningFill }],
    ['hint plain', hintStyle],
    ['hint error', { ...hintStyle, fill: errorFill }],
    ['hint warning', { ...hintStyle, fill: warningFill }],
  ]);
}

/** Makes exceljs number the styles; `splitSheetFrame` reads the numbers. */
export function addStyleSamples(sheet: Worksheet, row: number, looks: ReadonlyMap<string, Partial<Style>>): void {
  [...looks.values()].forEach((style, i) => Object.assign(sheet.getCell(row, i + 1), { value: 'x', style }));
}

/** Shows the value as the officer entered it. */
export function getNumberFormat(cell: PlainCell, column: TemplateColumn | null): string {
  if (cell === null) return column?.numberFormat ?? 'General';
  if (typeof cell === 'string') return column?.numberFormat ?? '@';
  if (typeof cell === 'number') return columnNumberFormat(column);
  if (typeof cell === 'boolean' || 'error' in cell) return 'General';
  return 'number' in cell ? '@' : dateNumberFormat(cell.date);
}

function columnNumberFormat(column: TemplateColumn | null): string {
  return column?.kind === 'text' || column?.kind === 'number' ? column.numberFormat : 'General';
}

function dateNumberFormat(date: string): string {
  if (!date.includes(':')) return 'yyyy-mm-dd';
  return date.includes('-') ? 'yyyy-mm-dd hh:mm:ss' : 'hh:mm:ss';
}
