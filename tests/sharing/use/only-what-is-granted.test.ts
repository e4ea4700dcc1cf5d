import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskValue } from '../../../lib/kernel/mask-value.ts';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { readChangesUnderGrant } from '../../../lib/sharing/use/read-changes-under-grant.ts';
import { verifyUnderGrant } from '../../../lib/sharing/use/verify-under-grant.ts';
import { Mask } from '../../../schemas/catalogue/field.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { consumer, fieldNames, grantId, grantOf, useMemory } from './use-memory.ts';

// The model knows the truth: which rows and values a grant names. Whatever else the records hold must not matter.

type Case = {
  readonly grant: Grant;
  readonly publications: readonly (readonly RecordValues[])[];
  readonly asked: readonly { readonly number: string; readonly person: string }[];
  readonly compared: RecordValues;
};

const numbers = ['1', '2', '3'];
const persons = ['411102199003070010', '411102199003070029', '411102199003070037'];
const districts = ['源汇区', '郾城区', '召陵区'];
const valueOf: Readonly<Record<string, fc.Arbitrary<string>>> = {
  number: fc.constantFrom(...numbers),
  id_number: fc.constantFrom(...persons),
  name: fc.constantFrom('张三', '李四光', '欧阳娜娜'),
  phone: fc.constantFrom('13812348000', '13912348111'),
  district: fc.constantFrom(...districts),
  secret: fc.constantFrom('机密甲', '机密乙'),
};

const record = fc
  .record({
    number: fc.constantFrom(...numbers),
    id_number: fc.constantFrom(...persons),
    name: fc.option(fc.constantFrom('张三', '李四光', '欧阳娜娜'), { nil: undefined }),
    phone: fc.option(fc.constantFrom('13812348000', '13912348111'), { nil: undefined }),
    district: fc.option(fc.constantFrom(...districts), { nil: undefined }),
    secret: fc.option(fc.constantFrom('机密甲', '机密乙'), { nil: undefined }),
  })
  .map((values): RecordValues =>
    Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  );
const publication = fc.uniqueArray(record, {
  maxLength: 5,
  selector: (values) => `${values['number']}/${values['id_number']}`,
});
const grant = fc
  .record({
    fields: fc.uniqueArray(
      fc.record({ field: fc.constantFrom(...fieldNames), mask: fc.constantFrom(...Mask.options) }),
      {
        minLength: 1,
        maxLength: 6,
        selector: ({ field }) => field,
      },
    ),
    filters: fc.array(
      fc.constantFrom(...fieldNames).chain((field) =>
        fc.record({
          field: fc.constant(field),
          values: fc.array(valueOf[field] ?? fc.constant(''), { minLength: 1, maxLength: 2 }),
        }),
      ),
      { maxLength: 2 },
    ),
  })
  .map((changes) => grantOf(changes));
const anyCase: fc.Arbitrary<Case> = fc.record({
  grant,
  publications: fc.array(publication, { minLength: 1, maxLength: 3 }),
  asked: fc.array(fc.record({ number: fc.constantFrom(...numbers), person: fc.constantFrom(...persons) }), {
    minLength: 1,
    maxLength: 3,
  }),
  compared: record,
});

/** What a grant names of a record; `null` of a row that it does not name. */
function named({ fields, filters }: Grant, values: RecordValues): RecordValues | null {
  for (const filter of filters) if (!filter.values.includes(values[filter.field] ?? '\u0000')) return null;
  const shown: Record<string, string> = {};
  for (const { field, mask } of fields) {
    const value = values[field];
    if (value !== undefined) shown[field] = maskValue(mask, value);
  }
  return shown;
}

/**
 * The records as far as the grant names them, with the numbers that a caller has: of a record in the granted rows its
 * person, and its key where the grant shows the key. Two sets of records that are alike in this must be answered alike.
 */
function twinOf({ grant: { fields, filters }, publications }: Case): readonly (readonly RecordValues[])[] {
  const whole = new Set(fields.filter(({ mask }) => mask === 'none').map(({ field }) => field));
  const masks = new Map(fields.map(({ field, mask }) => [field, mask]));
  const filtered = new Set(filters.map(({ field }) => field));
  const keep = (field: string) =>
    field === 'number' || field === 'id_number' || whole.has(field) || masks.has(field) || filtered.has(field);
  return publications.map((records) =>
    records
      .filter((values) => named(grantOf({ fields, filters }), values) !== null)
      .map((values) =>
        Object.fromEntries(
          Object.entries(values).flatMap(([field, value]) => {
            const isHidden = masks.get(field) === 'all' && field !== 'number' && field !== 'id_number';
            if (field === 'number' && !masks.has(field) && !filtered.has(field)) return [[field, `另一个${value}`]];
            return keep(field) ? [[field, isHidden && !filtered.has(field) ? '另一个值' : value]] : [];
          }),
        ),
      ),
  );
}

const request = { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {} };

/** Everything that a caller can learn, by every way, as text. */
async function everything({ grant: given, publications, asked, compared }: Case): Promise<string> {
  const ports = useMemory({ grant: given, publications });
  const answers: unknown[] = [];
  const subjects = asked.map(({ person }) => person);
  const keys = asked.map(({ number, person }) => ({ number, id_number: person }));
  const caseNumber = 'BJ-1';
  answers.push(await queryUnderGrant({ ...request, body: { subjects, caseNumber } }, ports));
  answers.push(await queryUnderGrant({ ...request, body: { keys, caseNumber } }, ports));
  for (const key of keys) {
    answers.push(await queryUnderGrant({ ...request, body: { key, caseNumber } }, ports));
    answers.push(await verifyUnderGrant({ ...request, body: { key, caseNumber } }, ports));
    for (const [field, value] of Object.entries(compared)) {
      const body = { subject: key.id_number, fields: { [field]: value }, caseNumber };
      answers.push(await verifyUnderGrant({ ...request, body }, ports));
    }
  }
  answers.push(...(await feedOf(ports)));
  const text = JSON.stringify([answers, (await ports.counter.read(grantId, '2020-12-05')).rows]);
  // Tokens are compared by where they are the same, as another key has another token.
  const tokens = new Map<string, string>();
  return text.replaceAll(/h\d{8}/g, (token) => {
    const known = tokens.get(token) ?? `token-${tokens.size}`;
    tokens.set(token, known);
    return known;
  });
}

async function feedOf(ports: ReturnType<typeof useMemory>): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor: string | undefined;
  for (;;) {
    const body = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await readChangesUnderGrant({ ...request, body }, ports);
    if (!('answer' in page) || !('items' in page.answer)) return [...items, page];
    items.push(...page.answer.items);
    if (cursor !== undefined && !page.answer.more) return items;
    cursor = page.answer.next;
  }
}

const runs = { numRuns: 10_000 };

describe('of random grants, records and queries', () => {
  test('each answer has the named values of the named rows, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        const { grant: given, publications, asked } = one;
        const ports = useMemory({ grant: given, publications });
        const subjects = asked.map(({ person }) => person);
        const outcome = await queryUnderGrant({ ...request, body: { subjects, caseNumber: 'BJ-1' } }, ports);
        if (!('answer' in outcome) || !('items' in outcome.answer)) throw new Error('not answered');
        const expected = asked.flatMap(({ person }, index) =>
          (publications.at(-1) ?? [])
            .filter((values) => values['id_number'] === person)
            .map((values) => named(given, values))
            .filter((values) => values !== null)
            .map((values) => ({ asked: index, values })),
        );
        expect(outcome.answer.items.map(({ record: _record, ...item }) => item)).toEqual(expected);
        expect(ports.uses.at(-1)).toMatchObject({ results: expected.length, grant: grantId });
      }),
      runs,
    );
  }, 120_000);

  test('rows and fields that a grant does not name make no difference to any answer, error or count', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        expect(await everything(one)).toBe(await everything({ ...one, publications: twinOf(one) }));
      }),
      runs,
    );
  }, 120_000);

  test('no answer holds a value that the grant masks or leaves out', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        const { grant: given, publications } = one;
        const whole = new Set(given.fields.filter(({ mask }) => mask === 'none').map(({ field }) => field));
        const text = await everything(one);
        const hidden = publications
          .flat()
          .flatMap((values) =>
            Object.entries(values).flatMap(([field, value]) => (whole.has(field) || value.length < 2 ? [] : [value])),
          );
        expect(hidden.filter((value) => text.includes(`"${value}"`))).toEqual([]);
      }),
      { ...runs, numRuns: 2_000 },
    );
  }, 120_000);

  test('a consumer of the feed ends with what the grant names of the last publication', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ grant: given, publications }) => {
        const ports = useMemory({ grant: given, publications });
        const store = new Map<string, unknown>();
        for (const item of await feedOf(ports)) {
          const { record: id, removed, values } = toChange(item);
          if (removed) expect(store.delete(id)).toBe(true);
          else store.set(id, values);
        }
        const expected = (publications.at(-1) ?? [])
          .map((values) => named(given, values))
          .filter((one) => one !== null);
        expect([...store.values()].map((values) => JSON.stringify(values)).toSorted()).toEqual(
          expected.map((values) => JSON.stringify(values)).toSorted(),
        );
      }),
      { ...runs, numRuns: 3_000 },
    );
  }, 120_000);
});

function toChange(item: unknown): { readonly record: string; readonly removed: boolean; readonly values: unknown } {
  if (typeof item !== 'object' || item === null || !('record' in item) || !('removed' in item))
    throw new Error('no change');
  return { record: String(item.record), removed: item.removed === true, values: 'values' in item ? item.values : null };
}
