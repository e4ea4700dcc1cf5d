import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { findingPhrases, type FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';

/** `column` is the 0-based sheet column, `field` the field's index. */
export type ColumnFault = {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly facts: Facts;
  readonly column?: number;
  readonly field?: number;
};

export type Header = {
  /** 1-based. */
  readonly headerRow: number;
  /** 0-based; -1 where there is none. */
  readonly columns: readonly number[];
  readonly faults: readonly ColumnFault[];
};

export const headerSearchRows = 30;

const rowCounters: ReadonlySet<string> = new Set(['序号', '行号', '编号NO.', 'NO.', 'NO', '序', '#']);

function headerText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' ? String(cell) : '';
}

/** Takes the row with the most labels, at least two where there are. Fields of `optionalKeys` may be missing. */
export function findHeader(
  rows: readonly SheetRow[],
  content: DatasetContent,
  optionalKeys: ReadonlySet<string> = new Set(),
): Header | null {
  const minMatched = Math.min(2, content.fields.length);
  let best: { row: SheetRow; texts: string[]; columns: readonly number[]; matched: number } | null = null;
  for (const row of rows.slice(0, headerSearchRows)) {
    const texts = row.cells.map(headerText);
    const columns = assignColumns(texts, content.fields);
    const matched = columns.filter((column) => column >= 0).length;
    if (matched >= minMatched && matched > (best?.matched ?? 0)) best = { row, texts, columns, matched };
  }
  if (best === null) return null;
  const { row, texts, columns } = best;
  const below = rows.filter((other) => other.row > row.row);
  return {
    headerRow: row.row,
    columns,
    faults: [
      ...findMissing(content, columns, optionalKeys),
      ...findSurplus(content, columns, texts),
      ...findUnnamed(texts, below),
    ],
  };
}

function fault(code: FindingCode, facts: Facts, position: { column?: number; field?: number }): ColumnFault {
  return { code, severity: findingPhrases[code].severity, facts, ...position };
}

function findMissing(
  content: DatasetContent,
  columns: readonly number[],
  optionalKeys: ReadonlySet<string>,
): ColumnFault[] {
  return content.fields.flatMap(({ key, label }, field) =>
    (columns[field] ?? -1) >= 0 || optionalKeys.has(key) ? [] : [fault('column-missing', { label }, { field })],
  );
}

function findSurplus(content: DatasetContent, columns: readonly number[], texts: readonly string[]): ColumnFault[] {
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

function findUnnamed(texts: readonly string[], below: readonly SheetRow[]): ColumnFault[] {
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

/**
 * Labels match before aliases, exact names before loose ones, so that a doubled header finds both fields:
 *
 *   | 性别 | 性别 |   fields 性别, 配偶性别 (also 性别)   →   [0, 1]
 */
function assignColumns(
  texts: readonly string[],
  fields: readonly Pick<Field, 'label' | 'aliases'>[],
): readonly number[] {
  const columns = fields.map(() => -1);
  const taken = new Set<number>();

  function assign(
    normalize: (text: string) => string,
    listNames: (field: Pick<Field, 'label' | 'aliases'>) => readonly string[],
  ): void {
    const headers = texts.map((text) => (text === '' ? '' : normalize(text)));
    fields.forEach((field, i) => {
      if (columns[i] !== -1) return;
      const names = new Set(listNames(field).map(normalize));
      const column = headers.findIndex((header, at) => header !== '' && !taken.has(at) && names.has(header));
      if (column === -1) return;
      columns[i] = column;
      taken.add(column);
    });
  }
  assign(normalizeLabel, (field) => [field.label]);
  assign(normalizeLabel, (field) => field.aliases);
  assign(normalizeLabelLoosely, (field) => [field.label, ...field.aliases]);
  return columns;
}

const requiredMarks = /^[*★•·]+|[*★•·]+$|[([【]?(?:必填项?|选填项?)[)\]】]?/gu;
const invisible = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;

/** NFKC without white space and required marks: `公民身份号码 *` → `公民身份号码`. */
function normalizeLabel(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').replace(requiredMarks, '').toUpperCase();
}

/** Also without brackets and punctuation: `建筑面积（㎡）：` → `建筑面积`. */
function normalizeLabelLoosely(text: string): string {
  return normalizeLabel(text)
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《|》/gu, '')
    .replace(/[:：、,，.。;；/\\\-_'"“”()[\]]/gu, '');
}
