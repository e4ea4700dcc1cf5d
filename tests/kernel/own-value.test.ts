import { expect, test } from 'vitest';
import { ownValue } from '../../lib/kernel/own-value.ts';
import { FieldKey } from '../../schemas/catalogue/field.ts';

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('%s is no value of an empty object', (name) => {
  expect(ownValue({}, name)).toBeUndefined();
});

test('a value of its own is found by any name', () => {
  expect(ownValue({ constructor: 'x' }, 'constructor')).toBe('x');
});

test.each(['constructor', '__proto__', 'prototype '])('%j is no key of a field', (key) => {
  expect(FieldKey.safeParse(key).success).toBe(false);
});
