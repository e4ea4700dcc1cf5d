import { beforeAll, expect, test } from 'vitest';
import { build, type BundleSizes } from '../../../../infra/tools/build/build.ts';
import { bundleLimit, largerForAReason, tooLarge } from '../../../../infra/tools/build/bundle-limit.ts';

let sizes: BundleSizes;
beforeAll(async () => {
  sizes = await build('single', { write: false });
});

test('every bundle and the median are within their limits, as they are deployed', () => {
  expect(tooLarge(sizes)).toEqual([]);
});

test('no function has a reason to be larger that it does not need', () => {
  const larger = [...sizes].filter(([, bytes]) => bytes > bundleLimit * 0.95).map(([path]) => path);
  expect(Object.keys(largerForAReason).filter((name) => !larger.some((path) => path.endsWith(`/${name}.mjs`)))).toEqual(
    [],
  );
});
