import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { mixText } from '../../kernel/synthetic/random.ts';
import { syntheticRows } from '../../kernel/synthetic/synthetic-rows.ts';
import { grantedValues, passesFilters } from '../use/granted-values.ts';
import type { FoundRecord, RecordChange, RecordChanges, RecordFinder } from '../use/ports.ts';
import type { MakeSandboxPorts } from './ports.ts';

/** Made from a grant's id, the same in every call; there is no record behind them. */
export type Sandbox = {
  /** All of them, also those that the grant's row filters do not show. */
  readonly records: readonly FoundRecord[];
  readonly finder: RecordFinder;
  readonly recordChanges: RecordChanges;
};

/** So many are enough for three pages of the feed and a full query. */
const sandboxRecords = 40;
/** One more in every so many fails the row filters, so that a client meets a record that it may not see. */
const everyOther = 4;

/** Makes the records of a grant's sandbox, and finds them as real ones are found. */
export async function makeSandbox(grant: Grant, version: DatasetVersion, ports: MakeSandboxPorts): Promise<Sandbox> {
  const made = await makeRecords(grant, version, ports);
  const [removed, ...records] = made;
  return {
    records,
    finder: findAmong(records, version, ports),
    recordChanges: feedOf(toChanges(records, removed, { grant, version })),
  };
}

async function makeRecords(grant: Grant, version: DatasetVersion, ports: MakeSandboxPorts): Promise<FoundRecord[]> {
  const { content, dataset } = version;
  const rows = syntheticRows(content, await ports.codeLists(version), {
    seed: mixText(0, grant.id),
    count: sandboxRecords + 1,
    today: dayInShanghai(grant.grantedAt),
  });
  const records: FoundRecord[] = [];
  for (const row of rows) {
    const values: Record<string, string> = {};
    for (const { key } of content.fields) {
      const value = await ports.canonical(version, key, String(row[key] ?? ''));
      if (value !== null) values[key] = value;
    }
    records.push(toRecord(throughFilters(grant, values, records.length), { dataset, version, ports }));
  }
  return records;
}

/** Three in four pass the row filters. */
function throughFilters({ filters }: Grant, values: RecordValues, index: number): RecordValues {
  if (index % everyOther === everyOther - 1) return values;
  const accepted = filters.map(({ field, values: those }) => [field, those[index % those.length] ?? ''] as const);
  return { ...values, ...Object.fromEntries(accepted) };
}

type RecordContext = { readonly dataset: string; readonly version: DatasetVersion; readonly ports: MakeSandboxPorts };

function toRecord(values: RecordValues, { version: { content }, ports }: RecordContext): FoundRecord {
  const subject = content.subject === undefined ? undefined : ownValue(values, content.subject.field);
  return {
    keyHash: ports.hash(content.key.map((field) => ownValue(values, field) ?? '').join('\u001f')),
    seq: 1,
    values,
    ...definedOnly({ subject: subject === undefined ? undefined : ports.hash(subject) }),
  };
}

function findAmong(records: readonly FoundRecord[], version: DatasetVersion, ports: MakeSandboxPorts): RecordFinder {
  const { key: keyFields, subject } = version.content;
  return {
    canonical: ports.canonical,
    byKey: async (_version, key) => {
      const isComplete = keyFields.length === Object.keys(key).length && keyFields.every((field) => field in key);
      if (!isComplete) return refused('key-not-complete');
      const wanted: Record<string, string> = {};
      for (const field of keyFields) {
        const value = await ports.canonical(version, field, ownValue(key, field) ?? '');
        if (value === null) return refused('key-not-valid');
        wanted[field] = value;
      }
      return records.find(({ values }) => keyFields.every((field) => values[field] === wanted[field])) ?? null;
    },
    bySubject: async (_version, text, accepts) => {
      const value = subject === undefined ? null : await ports.canonical(version, subject.field, text);
      if (value === null) return refused('subject-not-valid');
      const hash = ports.hash(value);
      return { subject: hash, records: records.filter((one) => one.subject === hash && accepts(one.values)) };
    },
  };
}

/** The first answer of all has no item, as in the real feed. */
function feedOf(all: readonly RecordChange[]): RecordChanges {
  return async (_dataset, { cursor, limit }) => {
    if (cursor === undefined) return await Promise.resolve({ changes: [], next: '0', more: true });
    const from = Number(cursor);
    if (!Number.isInteger(from) || from < 0 || from > all.length) return refused('cursor-not-valid');
    const changes = all.slice(from, from + limit);
    const to = from + changes.length;
    return { changes, next: `${to}`, more: to < all.length };
  };
}

type Terms = { readonly grant: Grant; readonly version: DatasetVersion };

/** All records, the first as it was before; then its change, and a removal. */
function toChanges(records: readonly FoundRecord[], removed: FoundRecord | undefined, terms: Terms): RecordChange[] {
  const [first, ...others] = records;
  if (first === undefined || removed === undefined) return [];
  const before = earlierValues(first, others, terms);
  const state = [{ ...first, values: before }, ...others, removed].map(({ values, ...record }): RecordChange => ({
    publication: 1,
    of: 'state',
    ...record,
    after: values,
  }));
  const { values: after, ...changedRecord } = first;
  const { values: last, ...removedRecord } = removed;
  return [
    ...state,
    { publication: 2, of: 'changes', ...changedRecord, before, after },
    { publication: 2, of: 'changes', ...removedRecord, before: last },
  ];
}

/** Those of another record, so that the grant shows a difference, but for what tells whose record it is. */
function earlierValues(
  { values }: FoundRecord,
  others: readonly FoundRecord[],
  { grant, version: { content } }: Terms,
): RecordValues {
  const kept = [...content.key, ...(content.subject === undefined ? [] : [content.subject.field])];
  const own = Object.fromEntries(Object.entries(values).filter(([field]) => kept.includes(field)));
  const shown = JSON.stringify(grantedValues(grant, values));
  const earlier = others.map((other) => ({ ...other.values, ...own }));
  const differs = (one: RecordValues) =>
    passesFilters(grant, one) && JSON.stringify(grantedValues(grant, one)) !== shown;
  return earlier.find(differs) ?? values;
}

/** Those that the grant shows, for a list of what can be asked for. */
export function recordsThroughFilters(grant: Grant, { records }: Sandbox): FoundRecord[] {
  return records.filter(({ values }) => passesFilters(grant, values));
}
