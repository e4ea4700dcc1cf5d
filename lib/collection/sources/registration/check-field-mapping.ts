import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import type { MappedField } from '../../../../schemas/collection/sources/source.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { formats } from '../../../kernel/formats/index.ts';
import { compileRowChecks } from '../../check/compile-row-checks.ts';
import type { PageRows } from '../pull/source-session.ts';

type Catalogue = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** -1 where the source does not map the field. */
  readonly columns: readonly number[];
  readonly today: Day;
};
type FieldTally = { filled: number; refused: number; detail?: string };

/** Takes cells in the order of the fields. */
export function checkFieldMapping(
  catalogue: Catalogue,
  rows: PageRows,
): { readonly fields: MappedField[]; readonly rejected: number } {
  const { content, columns } = catalogue;
  const tallies = content.fields.map((): FieldTally => ({ filled: 0, refused: 0 }));
  const rejected = tallyRows(catalogue, rows, tallies);
  const fields = content.fields.map(({ key, label, required }, i): MappedField => {
    const { filled, refused, detail } = tallies[i] ?? { filled: 0, refused: 0 };
    const isMapped = (columns[i] ?? -1) >= 0;
    const state = isMapped ? mappingState({ filled, refused, rows: rows.length }) : 'unmapped';
    return { field: key, label, state, required, filled, refused, ...definedOnly({ detail }) };
  });
  return { fields, rejected };
}

function tallyRows(catalogue: Catalogue, rows: PageRows, tallies: readonly FieldTally[]): number {
  const { content } = catalogue;
  const check = compileRowChecks(catalogue);
  const values: (string | null)[] = content.fields.map(() => null);
  let rejected = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows.at(i);
    if (row === undefined || row.removed) continue;
    const faulty = new Set<number>();
    const isGood = check(row.cells, values, ({ field, code, severity, facts }) => {
      const [tally, named] = [tallies[field], content.fields[field]];
      if (tally === undefined || named === undefined || faulty.has(field)) return;
      if (severity !== 'error' || code === 'required-cell-empty') return;
      faulty.add(field);
      tally.refused += 1;
      tally.detail ??= fillPhrase(findingPhrases[code].detail, {
        label: named.label,
        hint: formats[named.format].hint,
        ...facts,
      });
    });
    if (!isGood) rejected += 1;
    row.cells.forEach((cell, field) => {
      const tally = tallies[field];
      if (tally !== undefined && cell !== null && cell !== '') tally.filled += 1;
    });
  }
  return rejected;
}

function mappingState(counts: { filled: number; refused: number; rows: number }): MappedField['state'] {
  if (counts.filled === 0 && counts.rows > 0) return 'missing';
  return counts.refused > 0 ? 'wrong-type' : 'mapped';
}
