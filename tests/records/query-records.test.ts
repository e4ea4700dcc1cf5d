import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createIndexWords, entryWords, headerWords, hashWords } from '../../lib/kernel/hashing/index-format.ts';
import { findNewestVisible } from '../../lib/kernel/newest-visible.ts';
import { findRecordId } from '../../lib/records/find-records.ts';
import { queryRecords, type QueryRecordsPorts } from '../../lib/records/query-records.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { Role } from '../../schemas/kernel/role.ts';
import type { Publication } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import type { DataUse } from '../../schemas/sharing/data-use.ts';
import { datasetStateMemory } from '../collection/memory/dataset-state-memory.ts';
import { recordMemory } from '../collection/memory/record-memory.ts';
import { stagingMemory } from '../collection/memory/staging-memory.ts';
import { fieldOf, versionOf } from '../collection/template/sample-version.ts';

const delivery = '01JE0000000000000000000001';
const fields = [
  fieldOf('编号', { key: 'number' }),
  fieldOf('分册', { key: 'volume' }),
  fieldOf('身份证号', { key: 'id_number' }),
];
const plain = versionOf(fields);
const version = {
  ...plain,
  content: { ...plain.content, key: ['number', 'volume'], subject: { field: 'id_number', kind: 'person' as const } },
};
const { dataset } = version;
const operator: Caller = {
  subject: 'o',
  kind: 'person',
  name: '管理员',
  department: 'information-center',
  roles: ['operator'],
};

const keyOf = (n: number) => n.toString(16).padStart(8, '0').padEnd(32, '0');
const record = (n: number, seq: number, more: Partial<RecordVersion> = {}): RecordVersion => ({
  record: `${dataset}#${keyOf(n)}`,
  seq,
  removed: false,
  values: { number: `${n}`, volume: '1' },
  delivery,
  ...more,
});

const uses: DataUse[] = [];
const disputed = new Map<string, readonly string[]>();
const [datasetStates, versions, stagingStore] = [datasetStateMemory(), recordMemory(), stagingMemory()];
const ports: QueryRecordsPorts = {
  catalogue: {
    publishedVersion: async (id) => (id === dataset ? version : null),
    canonical: async (_version, _field, text) => (text === 'odd' ? null : text.trim()),
  },
  datasetStates,
  versions,
  indexFile: stagingStore,
  disputedFields: async () => disputed,
  hashes: { key: (_dataset, values) => keyOf(Number(values[0])), subject: (kind, value) => `${kind}-${value}` },
  recordUse: async (use) => void uses.push(use),
};

/** Publishes an index of these records, each with its sequence number. */
async function publish(seq: number, at: string, entries: readonly (readonly [n: number, seq: number])[]) {
  const words = createIndexWords(entries.length);
  entries.forEach(([n, entrySeq], i) => {
    words[headerWords + i * entryWords] = n;
    words[headerWords + i * entryWords + 2 * hashWords] = entrySeq;
  });
  await stagingStore.writeIndex(`indexes/${seq}`, words);
  const datasetState = await datasetStates.acquireLease(dataset, delivery, at, at);
  await datasetStates.beginLoading(dataset, delivery, datasetState?.fencingToken ?? 0, seq);
  const publication: Publication = {
    dataset,
    number: (datasetState?.publications ?? 0) + 1,
    kind: 'delivery',
    at,
    by: 'officer',
    delivery,
    seq,
    voided: datasetState?.voided ?? [],
    records: entries.length,
    index: `indexes/${seq}`,
  };
  await datasetStates.publish(publication, delivery);
}

beforeAll(async () => {
  const numbers = Array.from({ length: 23 }, (_, i) => i + 1);
  await versions.put(
    numbers.map((n) =>
      record(n, 1, { subject: `${dataset}#person-${n <= 11 ? 'wang' : 'li'}`, row: n + 1, sheet: '数据' }),
    ),
  );
  await publish(
    1,
    '2020-12-01T00:00:00.000Z',
    numbers.map((n) => [n, 1]),
  );
  // Sequence number 2: record 1 now belongs to li, 2 is changed, 3 is removed. Number 3 is not published.
  await versions.put([
    record(1, 2, { subject: `${dataset}#person-li` }),
    record(2, 2, { subject: `${dataset}#person-wang`, values: { number: '2', volume: '2' } }),
    record(3, 2, { removed: true, values: {} }),
  ]);
  await publish(
    2,
    '2020-12-02T00:00:00.000Z',
    numbers.filter((n) => n !== 3).map((n) => [n, n < 3 ? 2 : 1]),
  );
  await versions.put([record(4, 3, { subject: `${dataset}#person-wang` })]);
});

type Body = Parameters<typeof queryRecords>[0]['body'];
const ask = async (body: Partial<Body>, caller = operator, of = dataset) =>
  await queryRecords(
    { caller, requestId: 'r', params: { dataset: of }, query: {}, body: { limit: 50, ...body } },
    ports,
  );
const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'answered');

async function allPages(body: Partial<Body>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ ...body, ...(cursor === undefined ? {} : { cursor }) });
    if (!('items' in page)) throw new Error('refused');
    expect(page.items.length).toBeLessThanOrEqual(body.limit ?? 50);
    if (found.length > 100 || cursor === ('next' in page ? page.next : null)) throw new Error('the pages have no end');
    found.push(...page.items.map(({ values, seq }) => `${values['number']}@${seq}`));
    cursor = 'next' in page && typeof page.next === 'string' ? page.next : undefined;
  } while (cursor !== undefined);
  return found;
}

describe('page by page', () => {
  test.each([
    ['of all records', {}, 22],
    ['as they were', { asOf: '2020-12-01T12:00:00.000Z' }, 23],
    ['about a person', { subject: 'wang' }, 9],
    ['about a person, as they were', { subject: 'wang', asOf: '2020-12-01T12:00:00.000Z' }, 11],
    ['about another', { subject: ' li ' }, 13],
  ])('pages %s join to the whole, whatever their size', async (_, body, count) => {
    const whole = await allPages({ ...body, limit: 200 });
    expect(new Set(whole).size).toBe(count);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
        expect(await allPages({ ...body, limit })).toEqual(whole);
      }),
    );
  });

  test('the last full page has no next one', async () => {
    expect(await ask({ limit: 22 })).not.toHaveProperty('next');
    expect(await ask({ limit: 21 })).toHaveProperty('next');
    expect(await ask({ limit: 22 })).toMatchObject({ total: 22 });
  });

  test('a cursor of another list is refused', async () => {
    const cursors = await Promise.all(
      [
        {},
        { asOf: '2020-12-01T12:00:00.000Z' },
        { subject: 'wang' },
        { subject: 'li' },
        { subject: 'wang', asOf: '2020-12-01T12:00:00.000Z' },
      ].map(async (body) => ({ body, page: await ask({ ...body, limit: 2 }) })),
    );
    for (const from of cursors) {
      for (const to of cursors) {
        const cursor = 'next' in from.page && typeof from.page.next === 'string' ? from.page.next : '';
        expect(codeOf(await ask({ ...to.body, limit: 2, cursor }))).toBe(from === to ? 'answered' : 'cursor-not-valid');
      }
    }
    for (const cursor of ['', 'x', 'WyJyZWNvcmRzIiwxXQ'])
      expect(codeOf(await ask({ cursor }))).toBe('cursor-not-valid');
  });
});

describe('by key', () => {
  const found = async (key: Record<string, string>, asOf?: string) => {
    const answer = await ask({ key, ...(asOf === undefined ? {} : { asOf }) });
    return 'items' in answer ? answer.items.map(({ values, seq }) => [values['volume'], seq]) : codeOf(answer);
  };
  test.each([
    ['the newest version', { number: '2', volume: '1' }, undefined, [['2', 2]]],
    ['the version of the moment', { number: '2', volume: '1' }, '2020-12-01T12:00:00.000Z', [['1', 1]]],
    ['none when it is removed', { number: '3', volume: '1' }, undefined, []],
    ['none when it was never there', { number: '99', volume: '1' }, undefined, []],
    ['the published version while another waits', { number: '4', volume: '1' }, undefined, [['1', 1]]],
    ['a part of the key is missing', { number: '2' }, undefined, 'key-not-complete'],
    ['a field too many', { number: '2', volume: '1', id_number: '1' }, undefined, 'key-not-complete'],
    ['another field in place of one', { number: '2', id_number: '1' }, undefined, 'key-not-complete'],
    ['a value that can’t be stored', { number: 'odd', volume: '1' }, undefined, 'key-not-valid'],
    ['before anything was published', { number: '2', volume: '1' }, '2020-11-30T00:00:00.000Z', 'as-of-too-early'],
  ])('%s', async (_, key, asOf, expected) => {
    expect(await found(key, asOf)).toEqual(expected);
  });

  test('a refusal names the fields by their labels, never a value', async () => {
    const wrong = await findRecordId(version, { number: 'odd', volume: '1' }, ports);
    expect(wrong).toMatchObject({ facts: { label: '编号' } });
    expect(await findRecordId(version, {}, ports)).toMatchObject({
      facts: { fields: '编号（number）、分册（volume）' },
    });
  });
});

describe('who may ask', () => {
  test.each(
    Role.options.flatMap(
      (role) =>
        [
          [role, version.content.metadata.provider],
          [role, 'public-security'],
        ] as const,
    ),
  )('a %s of %s', async (role, department) => {
    const allowed = role === 'operator' || (role === 'provider' && department === version.content.metadata.provider);
    expect(codeOf(await ask({}, { ...operator, roles: [role], department }))).toBe(
      allowed ? 'answered' : 'not-your-department',
    );
  });

  test('a dataset that is not published answers nobody', async () => {
    expect(codeOf(await ask({}, operator, 'no-such-dataset'))).toBe('dataset-not-found');
  });

  test('a subject in no form that can be stored', async () => {
    expect(codeOf(await ask({ subject: 'odd' }))).toBe('key-not-valid');
  });
});

test('a record’s newest visible version leaves out voided sequence numbers and ends at a removal', async () => {
  const at = (n: number, seq: number, voided: readonly number[] = []) =>
    findNewestVisible(
      `${dataset}#${keyOf(n)}`,
      { seq, voided: voided.map((number) => ({ from: number, to: number })) },
      versions,
    );
  expect((await at(2, 2))?.seq).toBe(2);
  expect((await at(2, 2, [2]))?.seq).toBe(1);
  expect(await at(2, 2, [1, 2])).toBeNull();
  expect(await at(3, 2)).toBeNull();
  expect((await at(3, 2, [2]))?.seq).toBe(1);
  expect((await at(4, 3))?.seq).toBe(3);
});

describe('every answer leaves a use', () => {
  const usesOf = async (work: () => Promise<unknown>) => {
    uses.length = 0;
    await work();
    return uses.map(({ caller, requestId, operation, dataset: of, provider, ...use }) => {
      expect([caller.subject, requestId, operation, of, provider]).toEqual([
        'o',
        'r',
        'query-records',
        dataset,
        version.content.metadata.provider,
      ]);
      return use;
    });
  };
  const stranger = { ...operator, roles: ['provider' as const], department: 'public-security' };

  test.each<[string, Partial<Body>, Partial<DataUse>]>([
    ['by key', { key: { number: '2', volume: '1' } }, { subjects: ['person-wang'], results: 1 }],
    ['by key, without a record', { key: { number: '99', volume: '1' } }, { subjects: [], results: 0 }],
    [
      'by subject',
      { subject: 'wang', limit: 2 },
      { subjects: ['person-wang', 'person-wang', 'person-wang'], results: 2 },
    ],
    ['by a subject without records', { subject: 'zhao' }, { subjects: ['person-zhao'], results: 0 }],
    ['page by page', { limit: 2 }, { subjects: ['person-li', 'person-wang'], results: 2 }],
  ])('%s', async (_, body, expected) => {
    expect(await usesOf(() => ask(body))).toEqual([expected]);
  });

  test('a refusal of another department, too, without a subject', async () => {
    expect(await usesOf(() => ask({ subject: 'wang' }, stranger))).toEqual([
      { results: 0, refusal: 'not-your-department' },
    ]);
  });

  test('nothing is answered when the use could not be written', async () => {
    const failing = { ...ports, recordUse: async () => Promise.reject(new Error('no audit log')) };
    const body = { limit: 50, key: { number: '2', volume: '1' } };
    await expect(
      queryRecords({ caller: operator, requestId: 'r', params: { dataset }, query: {}, body }, failing),
    ).rejects.toThrow('no audit log');
  });
});

test('fields to which somebody objects are named now, and not as of an earlier moment', async () => {
  disputed.set(keyOf(5), ['id_number']);
  const key = { number: '5', volume: '1' };
  expect(await ask({ key })).toMatchObject({ items: [{ disputed: ['id_number'] }] });
  const earlier = await ask({ key, asOf: '2020-12-01T12:00:00.000Z' });
  expect(earlier).toMatchObject({ items: [{ seq: 1 }] });
  expect(JSON.stringify(earlier)).not.toContain('disputed');
  disputed.clear();
  expect(JSON.stringify(await ask({ key }))).not.toContain('disputed');
});
