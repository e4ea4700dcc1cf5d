import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { Facts } from '../fill-phrase.ts';
import type { Cell, ErrorCell } from '../sheet.ts';

/**
 * Notes a fault of the cell being read. It answers `null`, so that a refusal reads `return note('date-not-real')`;
 * after a warning the reader goes on and gives the value. The code's severity stands in the phrases.
 */
export type Note = (code: FindingCode, facts?: Facts) => null;

/** A cell that holds something: neither empty nor a failed formula. */
export type FilledCell = Exclude<Cell, null | ErrorCell>;

/** The canonical value; `null` when the cell is as good as empty, or when an error was noted. */
export type ReadCell = (cell: FilledCell) => string | null;

/** What a format needs to know beside the field. `codeList` is the field's own, where it has one. */
export type FormatContext = { readonly today: string; readonly note: Note; readonly codeList: CodeList | undefined };

/** One source for a format's template hint, check and sentence. */
export type Format = {
  /** One whole Chinese sentence: what to fill in. */
  readonly hint: string;
  /** Synthetic, and accepted by the format itself. */
  readonly examples: readonly string[];
  /** How the template formats the column; `date-or-text` lets 长期 stand beside dates. */
  readonly excel: 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';
  /** Made once per column and delivery; the reader it gives is called for every row. */
  readonly compile: (field: Field, reading: FormatContext) => ReadCell;
};
