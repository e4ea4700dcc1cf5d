import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formats } from '../../../lib/kernel/formats/index.ts';
import { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import { fieldOf, readCell } from './read-cell.ts';

const list = {
  id: 'sex',
  name: '性别',
  standard: 'GB/T 2261.1',
  codes: [
    { code: '1', label: '男', aliases: [] },
    { code: '2', label: '女', aliases: [] },
  ],
};

describe.each(FieldFormat.options)('%s', (format) => {
  test('its hint is a whole sentence', () => {
    expect(formats[format].hint).toMatch(/[\u4e00-\u9fff].*。$/u);
  });
  test('accepts its own examples without findings', () => {
    for (const example of formats[format].examples)
      expect(readCell(fieldOf(format), example, list).codes, example).toEqual([]);
  });
  test('reads its stored form as the same value', () => {
    for (const example of formats[format].examples) {
      const { value } = readCell(fieldOf(format), example, list);
      expect(readCell(fieldOf(format), value ?? '', list)).toEqual({ value, codes: [] });
    }
  });
  test('any text gives a value or null and never throws; an error gives no value', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...Array.from('0123456789-/.年月日长期Xx ,:至(')) }),
        ),
        (text) => {
          const { value, codes } = readCell(fieldOf(format), text, list);
          expect(value).not.toBe('');
          if (codes.some((code) => findingSeverities[code] === 'error')) expect(value).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('a number that was read is stored as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (cents) => {
      expect(Number(readCell(fieldOf('money', { length: 18, scale: 2 }), cents / 100).value)).toBe(cents / 100);
    }),
  );
});
