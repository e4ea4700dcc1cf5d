import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases, type FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { assignColumns } from './assign-columns.ts';
import { normalizeLabel } from './normalize-label.ts';

/** A fault of a column: `column` is the 0-based sheet column where there is one, `field` the field's place where it is one. */
export type ColumnFault = {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly facts: Facts;
  readonly column?: number;
  readonly field?: number;
};

export type Header = {
  /** The row's number in Excel's margin. */
  readonly headerRow: number;
  /** The 0-based sheet column of every field, in the order of the fields; -1 where there is none. */
  readonly columns: readonly number[];
  readonly faults: readonly ColumnFault[];
};

/** How many rows from the top the header is looked for in. */
export const headerSearchRows = 30;

/** Columns that merely count the rows: not of the dataset, and harmless. */
const rowCounters: ReadonlySet<string> = new Set(['序号', '行号', '编号NO.', 'NO.', 'NO', '序', '#']);

function headerText(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell.trim() : typeof cell === 'number' ? String(cell) : '';
}

/**
 * Finds the header among a sheet's first rows: the row that holds the most of the fields' labels or other names, at least two
 * of them (one, where the dataset has one field). Rows above it, the order of columns, blanks, line breaks, full-width letters,
 * required marks, and units in brackets don't matter. Missing, unknown and doubled columns are faults, by name.
 * A missing field of `optionalKeys` is no fault: a template of an older compatible version did not have it.
 */
export function findHeader(
  rows: readonly SheetRow[],
  content: DatasetContent,
  optionalKeys: ReadonlySet<string> = new Set(),
): Header | null {
  const enough = Math.min(2, content.fields.length);
  let best: { row: SheetRow; texts: string[]; columns: readonly number[]; matched: number } | null = null;
  for (const row of rows.slice(0, headerSearchRows)) {
    const texts = row.cells.map(headerText);
    const columns = assignColumns(texts, content.fields);
    const matched = columns.filter((column) => column >= 0).length;
    if (matched >= enough && matched > (best?.matched ?? 0)) best = { row, texts, columns, matched };
  }
  if (best === null) return null;
  const { row, texts, columns } = best;
  const below = rows.filter((other) => other.row > row.row);
  return {
    headerRow: row.row,
    columns,
    faults: [...missing(content, columns, optionalKeys), ...surplus(content, columns, texts), ...unnamed(texts, below)],
  };
}

function fault(code: FindingCode, facts: Facts, place: { column?: number; field?: number }): ColumnFault {
  return { code, severity: findingPhrases[code].severity, facts, ...place };
}

function missing(
  content: DatasetContent,
  columns: readonly number[],
  optionalKeys: ReadonlySet<string>,
): ColumnFault[] {
  return content.fields.flatMap(({ key, label }, field) =>
    (columns[field] ?? -1) >= 0 || optionalKeys.has(key) ? [] : [fault('column-missing', { label }, { field })],
  );
}

/** Header texts that no field took: the same again, or not of this dataset. */
function surplus(content: DatasetContent, columns: readonly number[], texts: readonly string[]): ColumnFault[] {
  const taken = new Set(columns);
  return texts.flatMap((text, column) => {
    const form = normalizeLabel(text);
    if (form === '' || taken.has(column) || rowCounters.has(form)) return [];
    const field = content.fields.findIndex(
      ({ label, aliases }, i) =>
        [label, ...aliases].some((name) => normalizeLabel(name) === form) ||
        normalizeLabel(texts[columns[i] ?? -1] ?? '') === form,
    );
    const other = columns[field] ?? -1;
    if (other < 0)
      return [
        fault(
          'column-unknown',
          { column: columnLetters(column), header: text.replace(/\s+/gu, ' ').slice(0, 60) },
          { column },
        ),
      ];
    return [
      fault(
        'column-doubled',
        {
          column: columnLetters(column),
          otherColumn: columnLetters(other),
          label: content.fields[field]?.label ?? text,
        },
        { column, field },
      ),
    ];
  });
}

/** Columns that hold something below the header, but no header. */
function unnamed(texts: readonly string[], below: readonly SheetRow[]): ColumnFault[] {
  const columns = new Set<number>();
  for (const { cells } of below) {
    cells.forEach((cell, column) => {
      if (cell !== null && !(typeof cell === 'string' && cell.trim() === '') && (texts[column] ?? '') === '')
        columns.add(column);
    });
  }
  return [...columns]
    .sort((a, b) => a - b)
    .map((column) => fault('column-without-header', { column: columnLetters(column) }, { column }));
}
