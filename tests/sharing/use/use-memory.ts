import type {
  OpenGrantPorts,
  RecordChange,
  RecordChanges,
  RecordFinder,
  Usage,
  UsageCounter,
} from '../../../lib/sharing/use/ports.ts';
import { noUsage } from '../../../lib/sharing/use/reached-limit.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { fieldOf, versionOf } from '../../collection/template/sample-version.ts';

export const grantId = '01JE0000000000000000000001';
const fields = ['number', 'id_number', 'name', 'phone', 'district', 'secret'] as const;
const plain = versionOf(fields.map((key) => fieldOf(key, { key })));

/** A dataset of certificates that persons hold: key of two fields, one of them the person's number. */
export const version: DatasetVersion = {
  ...plain,
  content: {
    ...plain.content,
    key: ['number', 'id_number'],
    subject: { field: 'id_number', kind: 'person' },
  },
};
export const fieldNames: readonly string[] = fields;

export const grantOf = (changes: Partial<Grant> = {}): Grant => ({
  id: grantId,
  target: 'dataset',
  dataset: version.dataset,
  version: version.version,
  provider: 'public-security',
  consumer: 'civil-affairs',
  fields: [{ field: 'name', mask: 'none' }],
  filters: [],
  ways: ['query', 'verify', 'changes'],
  purpose: '办理婚姻登记',
  legalBasis: '婚姻登记条例',
  matter: '结婚登记',
  caseNumbers: 'required',
  quota: { calls: 1_000, rows: 100_000, subjects: 10_000, callsPerMinute: 1_000 },
  from: '2020-12-01',
  until: '2021-11-30',
  grantedAt: '2020-11-30T02:00:00.000Z',
  grantedBy: 'officer-of-police',
  ...changes,
});

export const consumer: Caller = {
  subject: 'civil-affairs-system',
  kind: 'system',
  name: '婚姻登记系统',
  department: 'civil-affairs',
  roles: ['consumer'],
};

type DayInMemory = Omit<Usage, 'subjectBound'> & { readonly subjects: ReadonlySet<string> };
const noDay: DayInMemory = { ...noUsage, subjects: new Set() };

/** Counters as the table has them. */
export function counterMemory(): UsageCounter & { readonly days_: ReadonlyMap<string, DayInMemory> } {
  const days = new Map<string, DayInMemory>();
  const dayOf = (grant: string, day: string) => days.get(`${grant}/${day}`) ?? noDay;
  return {
    days_: days,
    add: async (grant, day, { minute, opensMinute, rows, newSubjects, atMost }) => {
      const usage = dayOf(grant, day);
      const inMinute = opensMinute
        ? usage.minute < minute
        : usage.minute >= minute && usage.minuteCalls <= atMost.minuteCalls;
      const within =
        usage.calls <= atMost.calls && usage.rows <= atMost.rows && usage.subjects.size <= atMost.subjectBound;
      if (!inMinute || (usage.calls > 0 && !within)) return null;
      const next = {
        calls: usage.calls + 1,
        rows: usage.rows + rows,
        subjects: new Set([...usage.subjects, ...newSubjects]),
        minute: opensMinute ? minute : usage.minute,
        minuteCalls: opensMinute ? 1 : usage.minuteCalls + 1,
      };
      days.set(`${grant}/${day}`, next);
      return next;
    },
    read: async (grant, day) => {
      const { subjects, ...usage } = dayOf(grant, day);
      return { ...usage, subjectBound: subjects.size };
    },
    correctSubjects: async (grant, day) => dayOf(grant, day).subjects,
    days: async (grant, from) =>
      [...days]
        .map(([key, { calls, rows, subjects }]) => ({ key, day: key.slice(-10), calls, rows, subjects: subjects.size }))
        .filter(({ key, day }) => key.startsWith(grant) && day >= from)
        .toSorted((one, other) => (one.day < other.day ? 1 : -1))
        .map(({ key: _key, ...day }) => day),
  };
}

/** Stands for a person: a keyed hash does not contain the number. */
const hashes = new Map<string, string>();
export const hashOf = (text: string): string => {
  const known = hashes.get(text) ?? `h${`${hashes.size}`.padStart(8, '0')}`;
  hashes.set(text, known);
  return known;
};
const keyHashOf = (values: RecordValues) => hashOf(`${values['number']}/${values['id_number']}`);

const lastDigits = (values: RecordValues) => `${values['number']?.slice(-1)}/${values['id_number']}`;
const byLastDigits = (one: RecordValues, other: RecordValues) => (lastDigits(one) < lastDigits(other) ? -1 : 1);

export type Publications = readonly (readonly RecordValues[])[];

/** Ports over the records of publications; the last one is in force. */
export function useMemory({
  grant,
  publications,
  now = () => '2020-12-05T02:00:30.000Z',
  disputed = {},
}: {
  readonly grant: Grant | null;
  readonly publications: Publications;
  readonly now?: () => string;
  /** Fields by the number of a record. */
  readonly disputed?: Readonly<Record<string, readonly string[]>>;
}) {
  const records = publications.at(-1) ?? [];
  const uses: DataUse[] = [];
  const counter = counterMemory();
  const found = (values: RecordValues) => ({
    keyHash: keyHashOf(values),
    seq: publications.length,
    values,
    subject: hashOf(values['id_number'] ?? ''),
  });
  const finder: RecordFinder = {
    byKey: async (_version, key) => {
      if (Object.keys(key).toSorted().join() !== 'id_number,number') return refused('key-not-complete');
      const record = records.find((values) => keyHashOf(values) === keyHashOf(key));
      return record === undefined ? null : found(record);
    },
    bySubject: async (_version, text, accepts) => {
      if (text === 'odd') return refused('subject-not-valid');
      const theirs = records.filter((values) => values['id_number'] === text && accepts(values));
      return { subject: hashOf(text), records: theirs.map(found) };
    },
    canonical: async (_version, _field, text) => (text === 'odd' ? null : text),
  };
  const changesOf = (number: number): RecordChange[] => {
    const [before, after] = [publications[number - 1] ?? [], publications[number] ?? []];
    // In an order that says nothing of what is hidden, as that of keyed hashes does.
    const keys = [...new Set([...before, ...after].toSorted(byLastDigits).map(keyHashOf))];
    return keys.flatMap((keyHash): RecordChange[] => {
      const [old, current] = [before, after].map((all) => all.find((values) => keyHashOf(values) === keyHash));
      if (JSON.stringify(old) === JSON.stringify(current)) return [];
      const subject = hashOf((current ?? old)?.['id_number'] ?? '');
      return [
        {
          publication: number,
          of: 'changes',
          keyHash,
          subject,
          ...(old === undefined ? {} : { before: old }),
          ...(current === undefined ? {} : { after: current }),
        },
      ];
    });
  };
  // The first publication is the state that a consumer begins with.
  const feed = publications.flatMap((all, number) =>
    number === 0
      ? all.map((values): RecordChange => ({
          publication: 0,
          of: 'state',
          keyHash: keyHashOf(values),
          subject: hashOf(values['id_number'] ?? ''),
          after: values,
        }))
      : changesOf(number),
  );
  const recordChanges: RecordChanges = async (_dataset, { cursor, limit }) => {
    if (cursor === undefined) return { changes: [], next: '0', more: feed.length > 0 };
    const first = Number(cursor);
    return {
      changes: feed.slice(first, first + limit),
      next: `${Math.min(first + limit, feed.length)}`,
      more: first + limit < feed.length,
    };
  };
  const sealed = new Map<string, string>();
  const base: OpenGrantPorts = {
    grant: async (id) => (grant?.id === id ? grant : null),
    publishedVersions: async () => [version],
    recordUse: async (use) => void uses.push(use),
    now,
  };
  return {
    ...base,
    uses,
    counter,
    count: usageCounting({ counter, now }),
    finder,
    disputedFields: async () =>
      new Map(
        records.flatMap((values) => {
          const fieldsOf = disputed[values['number'] ?? ''];
          return fieldsOf === undefined ? [] : [[keyHashOf(values), fieldsOf] as const];
        }),
      ),
    recordChanges,
    tokens: {
      token: (id: string, text: string) => hashOf(`${id}/${text}`),
      seal: (id: string, text: string) => {
        const token = hashOf(`cursor/${id}/${text}`);
        sealed.set(`${id}/${token}`, text);
        return token;
      },
      open: (id: string, text: string) => sealed.get(`${id}/${text}`) ?? null,
    },
  };
}
