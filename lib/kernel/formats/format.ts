import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-severities.ts';
import type { Facts } from '../fill-phrase.ts';
import type { Cell, DisplayedCell, ErrorCell } from '../sheet.ts';

/** Returns `null`, so that a refusal reads `return note('date-not-real')`. Severities: `findingSeverities`. */
export type Note = (code: FindingCode, facts?: Facts) => null;

/** A displayed cell is resolved before (resolve-displayed.ts). */
export type FilledCell = Exclude<Cell, null | ErrorCell | DisplayedCell>;

/** Returns `null` if the cell is as good as empty or an error was noted. */
export type ReadCell = (cell: FilledCell) => string | null;

export type FormatContext = { readonly today: string; readonly note: Note; readonly codeList: CodeList | undefined };

export type Format = {
  readonly hint: string;
  /** Examples are synthetic; the format must accept them. */
  readonly examples: readonly string[];
  /** Of numbers, where the field has no unit of its own. */
  readonly unit?: string;
  readonly excel: 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';
  /** Called once per column and delivery; the reader runs for every row. */
  readonly compile: (field: Field, reading: FormatContext) => ReadCell;
};
