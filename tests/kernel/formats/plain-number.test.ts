import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPlainNumber } from '../../../lib/kernel/formats/text-cell-reader.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [7, '7'],
  [-7, '-7'],
  [0.01, '0.01'],
  [0.1, '0.1'],
  [1234.5, '1234.5'],
  [1234.05, '1234.05'],
  [99.99, '99.99'],
  [1e-7, '0.0000001'],
  [0.1 + 0.2, '0.3'],
  [1.005, '1.005'],
  [4.35 * 100, '435'],
  [9_999_999_999_999.99, '9999999999999.99'],
  [999_999_999_999_999, '999999999999999'],
  [1e21, '1000000000000000000000'],
])('%d is written %s', (value, text) => expect(formatPlainNumber(value)).toBe(text));

test('an amount with cents is written as it was typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
      const typed = `${whole}.${String(cents).padStart(2, '0')}`;
      expect(formatPlainNumber(Number(typed))).toBe(typed.replace(/\.?0+$/, ''));
    }),
    {
      examples: [
        [0, 0],
        [10, 0],
        [100, 50],
      ],
    },
  );
});
