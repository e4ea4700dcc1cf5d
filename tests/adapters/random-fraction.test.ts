import { expect, test } from 'vitest';
import { randomFraction } from '../../lib/adapters/random-fraction.ts';

test('random fractions fill their range, and differ from one pool of bytes to the next', () => {
  const pools = [0, 1, 2].map(() => Array.from({ length: 4_096 }, randomFraction));
  for (const fractions of pools) {
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    // Of 256 values each is missed by 4,096 bytes once in nine million times.
    expect(new Set(fractions).size).toBeGreaterThan(250);
  }
  expect(pools[0]).not.toEqual(pools[1]);
  expect(pools[1]).not.toEqual(pools[2]);
});
