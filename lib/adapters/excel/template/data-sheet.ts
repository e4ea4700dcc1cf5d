import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { Choices, TemplateColumn } from '../../../collection/template/template-spec.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { fitToA4Width, pageNumbers } from '../styles/print-setup.ts';
import { getAlignment, bodyFont } from '../styles/styles.ts';

declare module 'exceljs' {
  interface Worksheet {
    /** The published types lack it; ranges look like `C3:C50002`. */
    readonly dataValidations: { add: (range: string, validation: DataValidation) => void };
  }
}

/** The very hidden sheet holds code lists that are too long for a validation. */
export const codesSheet = '_codes';

/** Excel limits an inline list to these characters. */
const maxInlineListLength = 255;

export type DataSheetPlan = {
  readonly name: string;
  /** Columns are in sheet order; `null` is an unknown one. */
  readonly columns: readonly (TemplateColumn | null)[];
  /** `headerRow` to `frozenRows` repeat on every printed page; 0 without a header. */
  readonly frozenRows: number;
  readonly headerRow: number;
  readonly firstDataRow: number;
  readonly lastDataRow: number;
};

/** Adds a sheet without cells: widths, formats, drop-downs, frozen header, print setup. */
export function addDataSheet(workbook: Workbook, plan: DataSheetPlan): Worksheet {
  const sheet = workbook.addWorksheet(plan.name, {
    views:
      plan.frozenRows === 0
        ? []
        : [
            {
              state: 'frozen',
              ySplit: plan.frozenRows,
              topLeftCell: `A${plan.frozenRows + 1}`,
              activeCell: `A${plan.firstDataRow}`,
            },
          ],
    pageSetup: plan.frozenRows === 0 ? fitToA4Width() : fitToA4Width(`${plan.headerRow}:${plan.frozenRows}`),
    headerFooter: pageNumbers,
  });
  sheet.properties.defaultRowHeight = 18;
  plan.columns.forEach((column, i) => {
    const at = sheet.getColumn(i + 1);
    at.width = column?.width ?? 14;
    if (column === null) return;
    at.style = { numFmt: column.numberFormat, font: bodyFont, alignment: getAlignment(column.numberFormat) };
    const range = `${columnLetters(i)}${plan.firstDataRow}:${columnLetters(i)}${plan.lastDataRow}`;
    const validation = buildValidation(column, plan);
    if (validation !== null) sheet.dataValidations.add(range, validation);
  });
  return sheet;
}

/** Lists distinct lists; their index is the column in the sheet of codes. */
export function listLongCodeLists(columns: readonly (TemplateColumn | null)[]): Choices[] {
  const lists = columns.flatMap((column) => (column?.choices && !fitsInline(column.choices) ? [column.choices] : []));
  return [...new Map(lists.map((choices) => [choices.list, choices])).values()];
}

/** Adds a very hidden sheet, one list per column with its name in row 1; does nothing without lists. */
export function addCodesSheet(workbook: Workbook, lists: readonly Choices[]): void {
  if (lists.length === 0) return;
  const sheet = workbook.addWorksheet(codesSheet, { state: 'veryHidden' });
  lists.forEach((choices, i) => {
    const column = sheet.getColumn(i + 1);
    column.numFmt = '@';
    column.values = [choices.list, ...choices.labels];
  });
}

function buildValidation(column: TemplateColumn, plan: DataSheetPlan): DataValidation | null {
  const label = column.heading.replace(/^\*/, '');
  if (column.choices !== null) {
    const { strict } = column.choices;
    return {
      type: 'list',
      allowBlank: true,
      formulae: [buildListFormula(column.choices, plan)],
      showErrorMessage: true,
      errorStyle: strict ? 'stop' : 'warning',
      errorTitle: '请从下拉列表中选择',
      error: strict
        ? `“${label}”只能填写下拉列表中的选项。请点“重试”或“取消”后，从列表中选择。`
        : `“${label}”一般填写下拉列表中的选项。确实没有合适的选项时，请点“是”保留所填内容。`,
    };
  }
  if (column.kind !== 'date' && column.kind !== 'date-time') return null;
  const example = column.kind === 'date' ? '2020-11-30' : '2020-11-30 08:30:00';
  return {
    type: 'date',
    operator: 'between',
    allowBlank: true,
    formulae: [new Date(Date.UTC(1900, 2, 1)), new Date(Date.UTC(2199, 11, 31))],
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: '请核对日期',
    error: `“${label}”请按 ${example} 的样式填写。确认无误时，请点“是”保留所填内容。`,
  };
}

function buildListFormula(choices: Choices, plan: DataSheetPlan): string {
  if (fitsInline(choices)) return `"${choices.labels.join(',')}"`;
  const column = columnLetters(listLongCodeLists(plan.columns).findIndex((list) => list.list === choices.list));
  return `'${codesSheet}'!$${column}$2:$${column}$${choices.labels.length + 1}`;
}

function fitsInline(choices: Choices): boolean {
  return choices.labels.join(',').length <= maxInlineListLength && !choices.labels.some((label) => /[,"]/.test(label));
}
