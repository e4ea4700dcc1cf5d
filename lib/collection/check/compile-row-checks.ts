import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { formats } from '../../kernel/formats/index.ts';
import { uncomputed, type Cell } from '../../kernel/sheet.ts';
import { compileDocumentChecks } from './compile-document-checks.ts';
import { compileRule } from './compile-rule.ts';
import type { Report } from './fault.ts';
import { rowState } from './row-state.ts';

/**
 * Checks one row: fills `values` with the canonical values in the order of the fields (`null`: empty or in error), reports
 * every fault of the row, and answers whether no error was among them. Not re-entrant: one row after the other.
 */
export type RowCheck = (cells: readonly Cell[], values: (string | null)[], report: Report) => boolean;

/**
 * The checks of a dataset version against a sheet's columns, compiled once per delivery. `columns` has the 0-based sheet
 * column of every field; -1 is a column that an older template did not have: its value is `null`, and nothing is reported.
 * First each cell by its format, then numbers whose kind stands in another field, then the rules between fields; a rule is
 * silent where a cell it needs is in error. Throws when the content names a code list or field that is not there.
 */
export function compileRowChecks(options: {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly columns: readonly number[];
  readonly today: Day;
}): RowCheck {
  const { content, codeLists, columns, today } = options;
  const state = rowState(content.fields.length);
  const cellChecks = content.fields.map((field, i) => ({
    column: columns[i] ?? -1,
    required: field.required,
    read: formats[field.format].compile(field, {
      today,
      note: state.note,
      codeList: field.codeList === undefined ? undefined : codeLists.get(field.codeList),
    }),
  }));
  const betweenCells = [
    ...compileDocumentChecks(content, codeLists, today, state),
    ...content.rules.map((rule) => compileRule(rule, { content, codeLists, columns, state })),
  ];

  function readCell(cell: Cell, check: (typeof cellChecks)[number], field: number): string | null {
    state.at(field);
    if (typeof cell === 'object' && cell !== null && 'error' in cell)
      return state.note(cell.error === uncomputed ? 'formula-not-computed' : 'error-cell');
    const value = cell === null ? null : check.read(cell);
    if (value === null && check.required && !state.faulty(field)) state.note('required-cell-empty');
    return value;
  }

  return (cells, values, report) => {
    state.begin(report);
    for (let i = 0; i < cellChecks.length; i++) {
      const check = cellChecks[i];
      if (check === undefined) continue;
      values[i] = check.column < 0 ? null : readCell(cells[check.column] ?? null, check, i);
    }
    for (const check of betweenCells) check(values);
    return state.clean();
  };
}
