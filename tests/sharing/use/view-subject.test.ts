import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { viewSubject, type ViewSubjectPorts } from '../../../lib/sharing/use/view-subject.ts';
import { Mask } from '../../../schemas/catalogue/field.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { consumer, fieldNames, grantOf, useMemory, version } from './use-memory.ts';

const person = '411102199003070010';
const other = '411102199003070029';
const caseNumber = 'BJ-2020-1';
const datasets = ['fishing-licences', 'boats', 'harbours'] as const;
type City = Readonly<Record<string, readonly RecordValues[]>>;
const idOf = (number: number) => `01JE00000000000000000000${`${number}`.padStart(2, '0')}`;

/** Ports over several datasets and grants, as one city has them. */
function openFixture(grants: readonly Grant[], city: City) {
  const memories = new Map(
    datasets.map((dataset) => [dataset, useMemory({ grant: null, publications: [city[dataset] ?? []] })] as const),
  );
  const base = useMemory({ grant: null, publications: [] });
  const failures: unknown[] = [];
  const ports = {
    ...base,
    failures,
    grant: async (id: string) => grants.find((grant) => grant.id === id) ?? null,
    publishedVersions: async (dataset: string) => [{ ...version, dataset }],
    finder: {
      ...base.finder,
      bySubject: async (of, text, accepts) => {
        const memory = [...memories].find(([dataset]) => dataset === of.dataset)?.[1] ?? base;
        return await memory.finder.bySubject(of, text, accepts);
      },
    },
    findGrants: async function* (_side, department, before) {
      for (const grant of grants.toSorted((one, another) => (one.id < another.id ? 1 : -1)))
        if (grant.consumer === department && (before === undefined || grant.id < before)) yield grant;
    },
    reportFailure: (_requestId: string, error: unknown) => void failures.push(error),
  } satisfies ViewSubjectPorts & Record<string, unknown>;
  return ports;
}

type Body = Parameters<typeof viewSubject>[0]['body'];
const request = { caller: consumer, requestId: 'r', params: {}, query: {} };
async function view(ports: ViewSubjectPorts, body: Partial<Body> = {}) {
  const answer = await viewSubject({ ...request, body: { subject: person, caseNumber, limit: 20, ...body } }, ports);
  if (isRefused(answer)) throw new Error(answer.refused);
  return answer;
}
const record = (number: string, id_number: string): RecordValues => ({ number, id_number, name: '张三' });
const city: City = { 'fishing-licences': [record('1', person)], boats: [record('2', person), record('3', other)] };

describe('a view of a subject', () => {
  const revoked = { at: '2020-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' };
  test.each<[string, Partial<Grant>, boolean]>([
    ['asks a grant in force', {}, true],
    ['leaves out one that was revoked', { revoked }, false],
    ['leaves out one that is over', { until: '2020-12-04' }, false],
    ['leaves out one that has not begun', { from: '2020-12-06' }, false],
    ['leaves out one for verification only', { ways: ['verify'] }, false],
    ['leaves out one for another matter', { matter: '离婚登记' }, false],
    ['leaves out one of another department', { consumer: 'taxation' }, false],
  ])('%s', async (_, changes, isAsked) => {
    const ports = openFixture([grantOf(changes)], city);
    const { items } = await view(ports, { matter: '结婚登记' });
    expect(items).toHaveLength(isAsked ? 1 : 0);
    expect(ports.uses).toHaveLength(isAsked ? 1 : 0);
  });

  test('says of a suspended one that it is, and counts nothing', async () => {
    const suspended = { at: '2020-12-05T00:00:00.000Z', fault: { way: 'query', code: 'mask-differs' } } as const;
    const proof = { at: suspended.at, outcome: 'failed', records: 1, fault: suspended.fault, suspended } as const;
    const ports = openFixture([grantOf({ proof })], city);
    const { items } = await view(ports);
    expect(items.map(({ refusal, answer }) => [refusal?.code, answer])).toEqual([['grant-suspended', undefined]]);
    expect(await ports.counter.read(idOf(1), '2020-12-05')).toMatchObject({ calls: 0 });
  });

  test('says of each grant what a query says, also that there is nothing, and counts and records each', async () => {
    const grants = datasets.map((dataset, number) => grantOf({ id: idOf(number), dataset }));
    const ports = openFixture(grants, city);
    const { items, next } = await view(ports);
    expect(items.map(({ dataset, answer }) => [dataset, answer?.items.length])).toEqual([
      ['harbours', 0],
      ['boats', 1],
      ['fishing-licences', 1],
    ]);
    expect(next).toBeUndefined();
    expect(ports.uses.map(({ operation, grant }) => [operation, grant])).toHaveLength(3);
    for (const { id } of grants) expect(await ports.counter.read(id, '2020-12-05')).toMatchObject({ calls: 1 });
  });

  test('a used-up quota refuses its own entry alone, whether or not there is anything', async () => {
    const quota = { calls: 1, rows: 100, subjects: 100, callsPerMinute: 100 };
    const grants = datasets.map((dataset, number) =>
      grantOf({ id: idOf(number), dataset, ...(number === 0 ? {} : { quota }) }),
    );
    const ports = openFixture(grants, city);
    await view(ports);
    const { items } = await view(ports);
    expect(items.map(({ refusal }) => refusal?.code)).toEqual(['quota-calls', 'quota-calls', undefined]);
    expect(items[0]?.refusal).toEqual(items[1]?.refusal);
    expect(items[0]?.refusal?.retryAfterSeconds).toBeGreaterThan(0);
  });

  test('a failure under one grant is reported, and hides no other', async () => {
    const grants = datasets.map((dataset, number) => grantOf({ id: idOf(number), dataset }));
    const ports = openFixture(grants, city);
    const { count } = ports;
    const failing: ViewSubjectPorts = {
      ...ports,
      count: async (grant, counted) => {
        if (grant.id === idOf(1)) throw new Error('the table is away');
        return await count(grant, counted);
      },
    };
    const { items } = await view(failing);
    expect(items.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'internal-error', undefined]);
    expect(ports.failures).toHaveLength(1);
  });

  test('goes on by a cursor of the department', async () => {
    const grants = Array.from({ length: 5 }, (_, number) => grantOf({ id: idOf(number), dataset: 'boats' }));
    const ports = openFixture(grants, city);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await view(ports, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ grant }) => grant));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([4, 3, 2, 1, 0].map(idOf));
    const first = await view(ports, { limit: 2 });
    const stolen = {
      subject: person,
      caseNumber,
      limit: 2,
      ...(first.next === undefined ? {} : { cursor: first.next }),
    };
    const taxation = { ...consumer, department: 'taxation' };
    expect(await viewSubject({ ...request, caller: taxation, body: stolen }, ports)).toMatchObject({
      refused: 'cursor-not-valid',
    });
  });
});

const anyRecords = fc.uniqueArray(
  fc.record({
    number: fc.constantFrom('1', '2', '3'),
    id_number: fc.constantFrom(person, other),
    name: fc.constantFrom('张三', '李四光'),
    secret: fc.constantFrom('机密甲', '机密乙'),
  }),
  { maxLength: 4, selector: ({ number, id_number }) => `${number}/${id_number}` },
);
const anyGrant = fc.record({
  dataset: fc.constantFrom(...datasets),
  consumer: fc.constantFrom('civil-affairs', 'civil-affairs', 'taxation'),
  until: fc.constantFrom('2021-11-30', '2021-11-30', '2020-12-04'),
  ways: fc.constantFrom<Grant['ways'][]>(['query'], ['query', 'verify'], ['verify']),
  fields: fc.uniqueArray(fc.record({ field: fc.constantFrom(...fieldNames), mask: fc.constantFrom(...Mask.options) }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ field }) => field,
  }),
  filters: fc.constantFrom<Grant['filters'][]>([], [{ field: 'name', values: ['张三'] }]),
  quota: fc.constantFrom({ ...grantOf().quota }, { ...grantOf().quota, rows: 1 }),
});
const anyCity = fc.record({ 'fishing-licences': anyRecords, boats: anyRecords, harbours: anyRecords });

test('of 2,000 cities, a view is what separate queries answer, count and record, and nothing of other datasets', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyGrant, { maxLength: 6 }), anyCity, anyCity, async (terms, truth, elsewhere) => {
      const grants = terms.map((changes, number) => grantOf({ ...changes, id: idOf(number) }));
      const asked = grants
        .filter(
          ({ consumer: by, until, ways }) => by === 'civil-affairs' && until > '2020-12-04' && ways.includes('query'),
        )
        .toReversed();
      const [viewed, alone] = [openFixture(grants, truth), openFixture(grants, truth)];
      const { items } = await view(viewed);
      const expected = [];
      for (const { id } of asked) {
        const input = { ...request, params: { grant: id }, body: { subject: person, caseNumber } };
        const outcome = await queryUnderGrant(input, alone);
        const answer = 'answer' in outcome ? outcome.answer : outcome;
        expected.push(isRefused(answer) ? { grant: id, code: answer.refused } : { grant: id, answer });
      }
      const shown = items.map(({ grant, answer, refusal }) =>
        refusal === undefined ? { grant, answer } : { grant, code: refusal.code },
      );
      expect(shown).toEqual(expected);
      const byGrant = (uses: readonly DataUse[]) =>
        uses.toSorted((one, another) => ((one.grant ?? '') < (another.grant ?? '') ? 1 : -1));
      expect(byGrant(viewed.uses)).toEqual(byGrant(alone.uses));
      expect(viewed.counter.days_).toEqual(alone.counter.days_);
      // What datasets without a grant hold does not matter.
      const granted = new Set<string>(asked.map(({ dataset }) => dataset));
      const twin = Object.fromEntries(
        datasets.map((dataset) => [dataset, granted.has(dataset) ? truth[dataset] : elsewhere[dataset]]),
      );
      expect(await view(openFixture(grants, twin))).toEqual({ items });
    }),
    { numRuns: 2_000 },
  );
});
