import { expect, test } from 'vitest';
import { bundleLimit, medianLimit, tooLarge } from '../../../../infra/tools/build/bundle-limit.ts';

const sizesOf = (sizes: Readonly<Record<string, number>>) =>
  new Map(Object.entries(sizes).map(([name, bytes]) => [`dist/functions/records/${name}.mjs`, bytes]));

test.each([
  ['all at their limits', { a: medianLimit, b: medianLimit, c: bundleLimit }, []],
  ['one over its limit', { a: 1, b: 2, c: bundleLimit + 1 }, ['c: 1001 KB, at most 1000 KB']],
  ['one over its limit for a reason', { a: 1, b: 2, 'pull-source': 3_000_000 }, []],
  ['the median over its limit', { a: 1, b: medianLimit + 1, c: bundleLimit }, ['the median: 801 KB, at most 800 KB']],
  ['the upper middle one counts', { a: 1, b: 2, c: 900_000, d: 900_000 }, ['the median: 900 KB, at most 800 KB']],
])('%s', (_, sizes, faults) => {
  expect(tooLarge(sizesOf(sizes))).toEqual(faults);
});
