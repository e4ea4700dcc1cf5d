/** `strict`: Excel rejects other values; else it asks for confirmation. */
export type Choices = { readonly list: string; readonly labels: readonly string[]; readonly strict: boolean };

export type ColumnType = 'text' | 'number' | 'date' | 'date-or-text' | 'date-time';

export type TemplateColumn = {
  readonly field: string;
  /** The label, after a `*` where required. */
  readonly heading: string;
  readonly required: boolean;
  readonly hint: string;
  readonly comment: string;
  readonly kind: ColumnType;
  /** `@` keeps every digit as typed. */
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

export type CodeTable = {
  readonly name: string;
  readonly standard: string;
  readonly rows: readonly (readonly [code: string, label: string, aliases: string])[];
};

export type Explanation = {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly steps: readonly string[];
  readonly dictionary: readonly DictionaryRow[];
  readonly codeTables: readonly CodeTable[];
};

/** Row numbers are 1-based. */
export type TemplateSpec = {
  readonly title: string;
  readonly sheetName: string;
  readonly columns: readonly TemplateColumn[];
  readonly headerRow: number;
  readonly hintRow: number;
  readonly hintMark: string;
  readonly firstDataRow: number;
  readonly lastDataRow: number;
  readonly explanation: Explanation;
  readonly marks: { readonly sheet: string; readonly pairs: readonly (readonly [name: string, value: string])[] };
  /** Not the current time: the same version gives the same bytes. */
  readonly createdAt: string;
};
