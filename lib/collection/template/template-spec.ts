/** A drop-down: with `strict` Excel rejects other values, otherwise it asks for confirmation. */
export type Choices = { readonly list: string; readonly labels: readonly string[]; readonly strict: boolean };

export type ColumnType = 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';

export type TemplateColumn = {
  /** The field's key. */
  readonly field: string;
  /** The header: the label, after a `*` where the field is required. */
  readonly heading: string;
  readonly required: boolean;
  readonly hint: string;
  /** The note on the header cell. */
  readonly comment: string;
  readonly kind: ColumnType;
  /** Excel's number format: `@` keeps every digit as typed. */
  readonly numberFormat: string;
  /** In characters of the default font; a Chinese character counts as two. */
  readonly width: number;
  readonly choices: Choices | null;
};

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

/** A code list that is too long for a cell of the dictionary. */
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
  readonly steps: readonly string[];
  readonly dictionary: readonly DictionaryRow[];
  readonly codeTables: readonly CodeTable[];
};

/** A template, independent of the library that writes it. Row numbers are 1-based. */
export type TemplateSpec = {
  readonly title: string;
  readonly sheetName: string;
  readonly columns: readonly TemplateColumn[];
  readonly headerRow: number;
  readonly hintRow: number;
  /** The prefix of the hint row's first cell. */
  readonly hintMark: string;
  readonly firstDataRow: number;
  /** The last row with drop-downs and date checks. */
  readonly lastDataRow: number;
  readonly explanation: Explanation;
  /** Custom properties, repeated in a hidden sheet of this name. */
  readonly marks: { readonly sheet: string; readonly pairs: readonly (readonly [name: string, value: string])[] };
  /** The publication of the catalogue version, not the current time: the same version gives the same bytes. */
  readonly createdAt: string;
};
