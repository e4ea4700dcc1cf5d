import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { Facts } from '../fill-phrase.ts';
import type { Cell, ErrorCell } from '../sheet.ts';

/**
 * Records a finding for the current cell. It returns `null`, so that a refusal reads `return note('date-not-real')`;
 * after a warning the reader continues. The code's severity is in findingPhrases.
 */
export type Note = (code: FindingCode, facts?: Facts) => null;

export type FilledCell = Exclude<Cell, null | ErrorCell>;

/** Returns the stored form; `null` if the cell is as good as empty or an error was noted. */
export type ReadCell = (cell: FilledCell) => string | null;

export type FormatContext = { readonly today: string; readonly note: Note; readonly codeList: CodeList | undefined };

export type Format = {
  readonly hint: string;
  /** Synthetic; the format itself must accept each of them. */
  readonly examples: readonly string[];
  /** Cell format of the template's column; `date-or-text` allows 长期 beside dates. */
  readonly excel: 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';
  /** Called once per column and delivery; the returned reader is called for every row. */
  readonly compile: (field: Field, reading: FormatContext) => ReadCell;
};
