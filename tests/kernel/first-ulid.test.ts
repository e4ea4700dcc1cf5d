import fc from 'fast-check';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { firstUlid } from '../../lib/kernel/first-ulid.ts';

test('sorts before every ULID of its millisecond, and after every one before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4_102_444_800_000 }), (milliseconds) => {
      const first = firstUlid(new Date(milliseconds).toISOString());
      expect(first).toHaveLength(26);
      expect(first <= ulid(milliseconds)).toBe(true);
      expect(first > ulid(milliseconds - 1)).toBe(true);
    }),
  );
});
