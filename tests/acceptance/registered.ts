import { seedCodeLists } from '../../infra/seeds/index.ts';
import { compileRowChecks } from '../../lib/collection/check/compile-row-checks.ts';
import type { Cell } from '../../lib/kernel/sheet.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../schemas/kernel/day.ts';

export type Values = Readonly<Record<string, string | null>>;

/** The expected record of a row: the canonical values of its fields. */
export function createExpectedRecord(
  content: DatasetContent,
  today: Day,
): (row: Readonly<Record<string, Cell>>) => Values {
  const check = compileRowChecks({
    content,
    codeLists: seedCodeLists(),
    columns: content.fields.map((_, i) => i),
    today,
  });
  const values: (string | null)[] = [];
  return (row) => {
    check(
      content.fields.map(({ key }) => row[key] ?? null),
      values,
      () => undefined,
    );
    return Object.fromEntries(content.fields.map(({ key }, i) => [key, values[i] ?? null]));
  };
}

/** The filled fields of a record as one text, in a fixed order. */
export function recordText(values: Values): string {
  const filled = Object.keys(values).filter((key) => values[key] !== null);
  return filled
    .toSorted()
    .map((key) => `${key}=${values[key] ?? ''}`)
    .join('\n');
}
