import type { Lineage, RecordHistoryEntry, RecordValues } from '../../../schemas/records/record.ts';

export type Change = {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** What differs between a version and the one before it, in the order of the fields; all of the first one is new. */
export function changesOf(
  fields: readonly string[],
  version: Pick<RecordHistoryEntry, 'values'>,
  before: Pick<RecordHistoryEntry, 'values'> | undefined,
): readonly Change[] {
  return fields.flatMap((field) => {
    const [was, is] = [before?.values[field], version.values[field]];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

/**
 * The version that brought a field's present value: of the newest versions without a gap that have it, the oldest.
 * `undefined` where the newest version has no value. Versions are given the newest first.
 */
export function originOf(field: string, versions: readonly RecordHistoryEntry[]): RecordHistoryEntry | undefined {
  const value = versions[0]?.values[field];
  if (value === undefined) return undefined;
  const end = versions.findIndex(({ values, removed }) => removed || values[field] !== value);
  return versions.at((end === -1 ? versions.length : end) - 1);
}

/** Where a version stands in what was delivered: a workbook's row, a service's page, a table's row. */
export function describePlace({ fileName, sheet, page, row, table }: Lineage): string {
  const parts = [
    table === undefined ? quoted(fileName) : `表 ${table}`,
    sheet === undefined ? '' : `工作表“${sheet}”`,
    `${page === undefined ? '' : `第 ${page} 页`}${row === undefined ? '' : `第 ${row} 行`}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const quoted = (name: string | undefined): string => (name === undefined ? '' : `“${name}”`);

/** The business key of a record, from its values; `undefined` where a part is missing. */
export function keyOf(key: readonly string[], values: RecordValues): Record<string, string> | undefined {
  const parts = key.flatMap((field): [string, string][] => {
    const value = values[field];
    return value === undefined ? [] : [[field, value]];
  });
  return parts.length === key.length ? Object.fromEntries(parts) : undefined;
}
