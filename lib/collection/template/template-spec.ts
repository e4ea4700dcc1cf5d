/** What a drop-down offers; `strict` refuses what is not on the list, otherwise Excel only asks whether it is meant. */
export type Choices = { readonly list: string; readonly labels: readonly string[]; readonly strict: boolean };

/** How Excel should treat the cells of a column. */
export type ColumnType = 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';

export type TemplateColumn = {
  /** The field's key. */
  readonly field: string;
  /** The text in the header: the label, with a star in front where the cell may not stay empty. */
  readonly heading: string;
  readonly required: boolean;
  /** The text below the header. */
  readonly hint: string;
  /** The note that opens over the header. */
  readonly comment: string;
  readonly kind: ColumnType;
  /** Excel's number format: `@` keeps every digit as typed. */
  readonly numberFormat: string;
  /** In characters of the default font; a Chinese character takes two. */
  readonly width: number;
  readonly choices: Choices | null;
};

/** One row of the data dictionary. */
export type DictionaryRow = {
  readonly number: number;
  readonly label: string;
  readonly required: string;
  readonly type: string;
  readonly length: string;
  readonly requirement: string;
  readonly example: string;
  readonly values: string;
  readonly sensitivity: string;
};

/** A code list too long for a cell of the dictionary. */
export type CodeTable = {
  readonly name: string;
  readonly standard: string;
  readonly rows: readonly (readonly [code: string, label: string, aliases: string])[];
};

/** The sheet 填写说明. */
export type Explanation = {
  readonly title: string;
  /** 信息资源名称, 提供部门, … with their values. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** How to fill it in and where to hand it in, in order. */
  readonly steps: readonly string[];
  readonly dictionary: readonly DictionaryRow[];
  readonly codeTables: readonly CodeTable[];
};

/** A workbook to be filled in, as far as it can be said without Excel. Row numbers are those in Excel's margin. */
export type TemplateSpec = {
  readonly title: string;
  readonly sheetName: string;
  readonly columns: readonly TemplateColumn[];
  readonly headerRow: number;
  readonly hintRow: number;
  /** How the hint row's first cell begins. */
  readonly hintMark: string;
  readonly firstDataRow: number;
  /** Drop-downs and date checks reach down to here. */
  readonly lastDataRow: number;
  readonly explanation: Explanation;
  /** What the workbook says of itself: names and values of the custom properties, repeated in a hidden sheet of this name. */
  readonly marks: { readonly sheet: string; readonly pairs: readonly (readonly [name: string, value: string])[] };
  /** When the catalogue version was settled: the same version always gives the same bytes. */
  readonly createdAt: string;
};
