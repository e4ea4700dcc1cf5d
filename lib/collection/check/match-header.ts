import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { type FindingCode, findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import { isUnitName } from '../../kernel/formats/numbers/units.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { cutText } from '../../kernel/text/cut-text.ts';
import { compatibleText } from '../../kernel/text/unified-text.ts';

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
  /** As written, by column. */
  readonly headings: readonly string[];
  readonly faults: readonly ColumnFault[];
};

export const headerSearchRows = 30;

const rowCounters: ReadonlySet<string> = new Set(['序号', '行号', '编号NO.', 'NO.', 'NO', '序', '#']);

/** Characters; no label or alias is longer. */
const maxHeaderLength = 200;

function headerText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cutText(cell.trim(), maxHeaderLength);
  return typeof cell === 'number' ? String(cell) : '';
}

/** Returns the texts of a header row, by column. */
export function headingsOf(cells: readonly Cell[]): string[] {
  return cells.map(headerText);
}

/** Returns the texts above the header, as written. */
export function aboveHeader(rows: readonly SheetRow[], headerRow: number): ReadonlySet<string> {
  const texts = rows.filter(({ row }) => row < headerRow).flatMap(({ cells }) => cells);
  return new Set(texts.filter((cell) => typeof cell === 'string' && cell.trim() !== '').map(String));
}

/** Takes the row with the most labels, at least two where there are. Fields of `optionalKeys` may be missing. */
export function findHeader(
  rows: readonly SheetRow[],
  content: DatasetContent,
  optionalKeys: ReadonlySet<string> = new Set(),
): Header | null {
  const minMatched = Math.min(2, content.fields.length);
  const candidates = rows.slice(0, headerSearchRows).flatMap((row) => {
    const texts = headingsOf(row.cells);
    const columns = assignColumns(texts, content.fields);
    const matched = columns.filter((column) => column >= 0).length;
    return matched < minMatched ? [] : [{ row, texts, columns, matched }];
  });
  const best = candidates.reduce<HeaderCandidate | null>(
    (most, next) => (next.matched > (most?.matched ?? 0) ? next : most),
    null,
  );
  if (best === null) return null;
  const { row, texts, columns } = best;
  return {
    headerRow: row.row,
    columns,
    headings: texts,
    faults: [
      ...findMissing(content, columns, optionalKeys),
      ...findSurplus(content, columns, texts),
      ...findTableAbove(rows, candidates, best),
    ],
  };
}

type HeaderCandidate = {
  readonly row: SheetRow;
  readonly texts: readonly string[];
  readonly columns: readonly number[];
  readonly matched: number;
};

/** A lesser header with rows of data below it: they would be lost above the one that counts. */
function findTableAbove(
  rows: readonly SheetRow[],
  candidates: readonly HeaderCandidate[],
  best: HeaderCandidate,
): ColumnFault[] {
  const above = candidates.find(({ row }) => row.row < best.row.row);
  if (above === undefined || above.matched * 2 < best.matched) return [];
  const records = rows.filter(({ row, cells }) => {
    const filled = above.columns.filter((column) => column >= 0 && headerText(cells[column]) !== '');
    const isBetween = above.row.row < row && row < best.row.row && candidates.every((other) => other.row.row !== row);
    return isBetween && filled.length * 2 > above.matched;
  });
  const facts = { headerRow: above.row.row, otherRow: best.row.row };
  return records.length === 0 ? [] : [fault('header-changes', facts, {})];
}

function fault(code: FindingCode, facts: Facts, position: { column?: number; field?: number }): ColumnFault {
  return { code, severity: findingSeverities[code], facts, ...position };
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
  const fieldOf = indexNames(content, columns, texts);
  return texts.flatMap((text, column) => {
    const form = normalizeLabel(text);
    if (form === '' || taken.has(column) || rowCounters.has(form)) return [];
    const field = fieldOf.get(form) ?? -1;
    const other = columns[field] ?? -1;
    if (other < 0) return [fault('column-unknown', { column: columnLetters(column) }, { column })];
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

/** Maps each label, alias and header in use to its first field: a sheet may have 16,384 columns. */
function indexNames(
  { fields }: DatasetContent,
  columns: readonly number[],
  texts: readonly string[],
): ReadonlyMap<string, number> {
  const fieldOf = new Map<string, number>();
  fields.forEach(({ label, aliases }, i) => {
    for (const name of [label, ...aliases, texts[columns[i] ?? -1] ?? '']) {
      const form = normalizeLabel(name);
      if (!fieldOf.has(form)) fieldOf.set(form, i);
    }
  });
  return fieldOf;
}

/**
 * Labels match before aliases, exact names before loose ones, so that a doubled header finds both fields:
 *
 *   | 性别 | 性别 |   fields 性别, 配偶性别 (also 性别)   →   [0, 1]
 */
export function assignColumns(
  texts: readonly string[],
  fields: readonly Pick<Field, 'label' | 'aliases'>[],
): readonly number[] {
  const columns = fields.map(() => -1);
  const taken = new Set<number>();

  const strict = texts.map((text) => (text === '' ? '' : normalizeLabel(text)));

  function assign(
    loosen: (label: string) => string,
    listNames: (field: Pick<Field, 'label' | 'aliases'>) => readonly string[],
  ): void {
    const headers = strict.map(loosen);
    fields.forEach((field, i) => {
      if (columns[i] !== -1) return;
      const names = new Set(listNames(field).map((name) => loosen(normalizeLabel(name))));
      const column = headers.findIndex((header, at) => header !== '' && !taken.has(at) && names.has(header));
      if (column === -1) return;
      columns[i] = column;
      taken.add(column);
    });
  }
  assign(unchanged, (field) => [field.label]);
  assign(unchanged, (field) => field.aliases);
  assign(loosenLabel, (field) => [field.label, ...field.aliases]);
  return columns;
}

const marks: ReadonlySet<string> = new Set(['*', '★', '•', '·']);
const requiredWords = /[([【]?(?:必填项?|选填项?)[)\]】]?/gu;

/** A pattern for marks at the end would try at every mark. */
function stripMarks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && marks.has(text.charAt(start))) start++;
  while (end > start && marks.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** compatibleText without white space and required marks: `公民身份号码 *` → `公民身份号码`. */
export function normalizeLabel(text: string): string {
  return stripMarks(compatibleText(text).replace(/\s+/gu, '').replace(requiredWords, '')).toUpperCase();
}

function unchanged(label: string): string {
  return label;
}

/** `金额/元`, `金额：万元`, `面积_㎡`; `null` where the words behind the sign are no unit: 单位/个人. */
export function splitUnit(heading: string): { readonly name: string; readonly unit: string } | null {
  if (heading.length > maxHeaderLength) return null;
  const [, name = '', unit = ''] = /^(.+?)\s*[/:_]\s*([^/:_\s]{1,8})$/u.exec(compatibleText(heading).trim()) ?? [];
  return name !== '' && isUnitName(unit) ? { name, unit } : null;
}

/** Strips brackets, punctuation and a unit, too: `建筑面积（㎡）：` → `建筑面积`. */
function loosenLabel(label: string): string {
  return (splitUnit(label)?.name ?? label)
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《|》/gu, '')
    .replace(/[:：、,，.。;；/\\\-_'"“”()[\]]/gu, '');
}
