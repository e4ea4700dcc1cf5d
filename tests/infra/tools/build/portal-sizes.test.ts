import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import {
  describePortal,
  measurePortal,
  portalLimits,
  tooLargePages,
} from '../../../../infra/tools/build/portal/portal-sizes.ts';

type Output = Metafile['outputs'][string];
const output = (entryPoint: string | undefined, imports: readonly [string, 'import-statement' | 'dynamic-import'][]) =>
  ({
    bytes: 1,
    inputs: {},
    exports: [],
    imports: imports.map(([path, kind]) => ({ path, kind })),
    ...(entryPoint === undefined ? {} : { entryPoint }),
  }) satisfies Output;

const metafile: Metafile = {
  inputs: {},
  outputs: {
    'main.js': {
      ...output('portal/src/main.tsx', [
        ['shared.js', 'import-statement'],
        ['work.js', 'dynamic-import'],
        ['list.js', 'dynamic-import'],
      ]),
      cssBundle: 'main.css',
    },
    'main.css': output(undefined, []),
    'shared.js': output(undefined, []),
    'work.js': output('portal/src/frame/my-work/my-work-page.tsx', [['shared.js', 'import-statement']]),
    'list.js': output('portal/src/catalogue/list-page.tsx', [
      ['shared.js', 'import-statement'],
      ['table.js', 'import-statement'],
    ]),
    'table.js': output(undefined, []),
  },
};
const kib = (size: number) => size * 1024;
const measure = (table: number, shared = 10) =>
  measurePortal(
    metafile,
    'portal/src/main.tsx',
    new Map([
      ['main.js', kib(1)],
      ['main.css', kib(2)],
      ['shared.js', kib(shared)],
      ['work.js', kib(4)],
      ['list.js', kib(5)],
      ['table.js', kib(table)],
    ]),
  );

test('the first page is the entry, its styles and 我的工作; a page is what it loads besides', () => {
  expect(describePortal(measure(20))).toEqual([
    '  17 KiB gzip  first page',
    '  25 KiB gzip  portal/src/catalogue/list-page.tsx',
  ]);
  expect(measure(20).first.files[0]).toBe('main.js');
});

test.each([
  ['at its limit', portalLimits.page / 1024 - 5, 10, []],
  ['a page over it', portalLimits.page / 1024 - 4, 10, [/list-page.*at most 150 KiB/]],
  ['the first page over it', 1, portalLimits.first / 1024, [/first page.*at most 320 KiB/]],
])('%s', (_, table, shared, faults) => {
  const found = tooLargePages(measure(table, shared));
  expect(found).toHaveLength(faults.length);
  faults.forEach((fault, index) => expect(found[index]).toMatch(fault));
});
