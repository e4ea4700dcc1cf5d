import { expect, test } from 'vitest';
import { z } from 'zod';
import { carryUnknown, jsonCarryingUnknown } from '../../../lib/adapters/dynamodb/carry-unknown.ts';
import { parseTolerantly } from '../../../lib/adapters/dynamodb/parse-tolerantly.ts';

// stored: what a later version wrote; known: what this one reads of it; next: what this one writes.
test.each([
  ['nothing unknown', { stored: { a: 1 }, known: { a: 1 }, next: { a: 2 } }, { a: 2 }],
  ['an unknown property', { stored: { a: 1, x: 9 }, known: { a: 1 }, next: { a: 2 } }, { a: 2, x: 9 }],
  [
    'one inside another',
    { stored: { a: { b: 1, x: 9 } }, known: { a: { b: 1 } }, next: { a: { b: 2 } } },
    { a: { b: 2, x: 9 } },
  ],
  [
    'a known property that this version removes',
    { stored: { a: 1, b: 2, x: 9 }, known: { a: 1, b: 2 }, next: { a: 1 } },
    { a: 1, x: 9 },
  ],
  [
    'a default that only the parsed form has',
    { stored: { a: 1 }, known: { a: 1, b: 0 }, next: { a: 1, b: 5 } },
    { a: 1, b: 5 },
  ],
  [
    'an unchanged element that moves',
    { stored: [{ a: 1, x: 9 }], known: [{ a: 1 }], next: [{ a: 0 }, { a: 1 }] },
    [{ a: 0 }, { a: 1, x: 9 }],
  ],
  [
    'a changed element at its place',
    { stored: [{ a: 1, x: 9 }], known: [{ a: 1 }], next: [{ a: 2 }] },
    [{ a: 2, x: 9 }],
  ],
  [
    'a value that becomes another kind',
    { stored: { a: { b: 1, x: 9 } }, known: { a: { b: 1 } }, next: { a: 'text' } },
    { a: 'text' },
  ],
])('%s', (_, { stored, known, next }, written) => {
  expect(carryUnknown(stored, known, next)).toEqual(written);
});

const Strict = z.object({ a: z.int(), inner: z.object({ b: z.int() }).strict().optional() }).strict();

test('text is carried only from an item of a newer version', () => {
  const body = JSON.stringify({ a: 1, x: 9 });
  expect(jsonCarryingUnknown(Strict, { a: 2 }, { stored: { body, schema: 2 }, attribute: 'body' })).toBe(
    '{"a":2,"x":9}',
  );
  expect(jsonCarryingUnknown(Strict, { a: 2 }, { stored: { body, schema: 1 }, attribute: 'body' })).toBe('{"a":2}');
  expect(jsonCarryingUnknown(Strict, { a: 2 }, { stored: undefined, attribute: 'body' })).toBe('{"a":2}');
});

test('what is written is parsed strictly', () => {
  const next = { a: 1, typo: 2 };
  expect(() => jsonCarryingUnknown(Strict, next, { stored: undefined, attribute: 'body' })).toThrow(/unrecognized/i);
});

const Union = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open') }).strict(),
  z.object({ status: z.literal('closed'), list: z.array(z.object({ a: z.int() }).strict()) }).strict(),
]);
const Plain = z.union([z.literal('none'), z.object({ a: z.int() }).strict()]);

test.each<[string, z.ZodType, unknown, unknown]>([
  ['at the top', Strict, { a: 1, x: 2, y: 3 }, { a: 1 }],
  ['at two depths', Strict, { a: 1, x: 2, inner: { b: 1, y: 3 } }, { a: 1, inner: { b: 1 } }],
  [
    'in a member of a union by status',
    Union,
    { status: 'closed', x: 1, list: [{ a: 1, y: 2 }] },
    { status: 'closed', list: [{ a: 1 }] },
  ],
  ['in a member of a plain union', z.object({ plain: Plain }), { plain: { a: 1, x: 2 } }, { plain: { a: 1 } }],
])('unknown properties %s are left out', (_, schema, value, read) => {
  expect(parseTolerantly(schema, value)).toEqual(read);
});

test.each<[string, z.ZodType, unknown]>([
  ['a missing property', Strict, { x: 1 }],
  ['a wrong type beside an unknown property', Strict, { a: 'text', x: 1 }],
  ['an unknown status', Union, { status: 'archived' }],
])('%s is still an error', (_, schema, value) => {
  expect(() => parseTolerantly(schema, value)).toThrow();
});
