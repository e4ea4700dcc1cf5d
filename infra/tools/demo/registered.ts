import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import type { SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';

/** The record of a row: codes for labels, canonical values, no empty cells. */
export function registered(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  today: Day,
): (row: SyntheticRow) => RecordValues {
  const check = compileRowChecks({ content, codeLists, columns: content.fields.map((_, i) => i), today });
  const values: (string | null)[] = [];
  return (row) => {
    check(
      content.fields.map(({ key }) => row[key] ?? null),
      values,
      () => undefined,
    );
    return sortByKey(
      Object.fromEntries(
        content.fields.flatMap(({ key }, i) => (typeof values[i] === 'string' ? [[key, values[i]]] : [])),
      ),
    );
  };
}

/** Sorts the keys, for comparison. */
export function sortByKey(values: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
