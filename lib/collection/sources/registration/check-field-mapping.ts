import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import type { MappedField } from '../../../../schemas/collection/sources/source.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { formats } from '../../../kernel/formats/index.ts';
import { compileRowChecks } from '../../check/compile-row-checks.ts';
import type { PageRows } from '../pull/source-session.ts';

/** How each field of the catalogue fares in some rows of a source, whose cells stand in the order of the fields; `columns` is -1 where the source says nothing of a field. */
export function checkFieldMapping(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  columns: readonly number[],
  rows: PageRows,
  today: Day,
): { readonly fields: MappedField[]; readonly rejected: number } {
  const check = compileRowChecks({ content, codeLists, columns, today });
  const values: (string | null)[] = content.fields.map(() => null);
  const tallies = content.fields.map(() => ({ filled: 0, refused: 0, detail: '' }));
  let rejected = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows.at(place);
    if (row === undefined || row.removed) continue;
    const { cells } = row;
    const faulty = new Set<number>();
    const good = check(cells, values, ({ field, code, severity, facts }) => {
      const tally = tallies[field];
      const named = content.fields[field];
      // An empty cell is no value of a wrong type: it is counted as not filled.
      if (
        severity !== 'error' ||
        code === 'required-cell-empty' ||
        tally === undefined ||
        named === undefined ||
        faulty.has(field)
      )
        return;
      faulty.add(field);
      tally.refused += 1;
      if (tally.detail === '')
        tally.detail = fillPhrase(findingPhrases[code].detail, {
          label: named.label,
          hint: formats[named.format].hint,
          ...facts,
        });
    });
    if (!good) rejected += 1;
    cells.forEach((cell, i) => {
      const tally = tallies[i];
      if (tally !== undefined && cell !== null && cell !== '') tally.filled += 1;
    });
  }
  const fields = content.fields.map(({ key, label, required }, i): MappedField => {
    const { filled, refused, detail } = tallies[i] ?? { filled: 0, refused: 0, detail: '' };
    const state =
      (columns[i] ?? -1) < 0
        ? 'unmapped'
        : filled === 0 && rows.length > 0
          ? 'missing'
          : refused > 0
            ? 'wrong-type'
            : 'mapped';
    return { field: key, label, state, required, filled, refused, ...(detail === '' ? {} : { detail }) };
  });
  return { fields, rejected };
}
