import { expect, test } from 'vitest';
import { attributeNames } from '../../../lib/adapters/dynamodb/table.ts';
import { updateExpression, type Changes } from '../../../lib/adapters/dynamodb/update-expression.ts';

const cases: [string, Changes, string, Record<string, unknown>][] = [
  ['a value is set', { set: { a: 1 } }, 'SET #a = :a', { ':a': 1 }],
  ['null removes an attribute', { set: { a: null } }, 'REMOVE #a', {}],
  ['undefined leaves an attribute alone', { set: { a: undefined, b: 2 } }, 'SET #b = :b', { ':b': 2 }],
  [
    'false, zero and an empty text are values',
    { set: { a: false, b: 0, c: '' } },
    'SET #a = :a, #b = :b, #c = :c',
    { ':a': false, ':b': 0, ':c': '' },
  ],
  ['a dot goes into a nested map', { set: { 'a.b': 1 } }, 'SET #a.#b = :a_b', { ':a_b': 1 }],
  ['a number is added', { add: { a: 1 } }, 'ADD #a :a', { ':a': 1 }],
  ['a first value stays', { setIfAbsent: { a: 1 } }, 'SET #a = if_not_exists(#a, :a)', { ':a': 1 }],
  [
    'all at once, one clause each',
    { set: { a: 1, b: null }, setIfAbsent: { c: 3 }, add: { d: 4 } },
    'SET #a = :a, #c = if_not_exists(#c, :c) REMOVE #b ADD #d :d',
    { ':a': 1, ':c': 3, ':d': 4 },
  ],
];

test.each(cases)('%s', (_, changes, expression, values) => {
  expect(updateExpression(changes)).toEqual({ expression, values });
});

test('every placeholder of an expression has its name', () => {
  expect(attributeNames('SET #lease.#until = :until', '#status = :status')).toEqual({
    '#lease': 'lease',
    '#until': 'until',
    '#status': 'status',
  });
});
