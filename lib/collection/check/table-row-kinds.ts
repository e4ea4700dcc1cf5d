import type { Field } from '../../../schemas/catalogue/field.ts';
import type { PageReading } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { Cell } from '../../kernel/sheet.ts';
import { type NonDataKind, RowKinds } from './row-kinds.ts';

/**
 * Tells the rows of a front-end table or of a service's answer that are no records: a view's totals, and the lines that
 * an exported sheet brings along. A header may repeat labels, field keys, or the names that the source uses.
 */
export class TableRowKinds {
  readonly #kinds: RowKinds;
  /** The same with further names of the columns. */
  readonly #namings: readonly RowKinds[];

  /** `columns`: 0-based, by field; -1 for none. */
  constructor(fields: readonly Field[], columns: readonly number[], reading: PageReading) {
    const kindsNamed = (names: readonly string[]) => {
      const headings: string[] = [];
      for (const [i, column] of columns.entries()) if (column >= 0) headings[column] = names[i] ?? '';
      return new RowKinds({ headerRow: 0, columns, headings, above: new Set() }, fields);
    };
    this.#kinds = kindsNamed(fields.map(({ label }) => label));
    this.#namings = listFurtherNamings(fields, reading).map(kindsNamed);
  }

  kindOf(cells: readonly Cell[]): NonDataKind | null {
    for (const naming of this.#namings) if (naming.isHeadingInTable(cells)) return 'heading';
    return this.#kinds.kindInTable(cells);
  }
}

/** By field. The last step of a path is the name that a source gives: `data.xm`. */
function listFurtherNamings(fields: readonly Field[], reading: PageReading): readonly (readonly string[])[] {
  const declared = reading.kind === 'rows' ? [] : reading.declaration.fields;
  const paths = new Map(declared.map(({ field, from }) => [field, from]));
  return [
    fields.map(({ key }) => key),
    ...(declared.length === 0 ? [] : [fields.map(({ key }) => /[^./@]*$/u.exec(paths.get(key) ?? '')?.[0] ?? '')]),
  ];
}
