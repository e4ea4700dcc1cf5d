import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../../infra/seeds/index.ts';
import type { FaultyRow } from '../../../../infra/tools/synthetic/faults/fault-injector.ts';
import { injectFaults } from '../../../../infra/tools/synthetic/inject-faults.ts';
import { compileRowChecks } from '../../../../lib/collection/check/compile-row-checks.ts';
import { syntheticRows } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';

const codeLists = seedCodeLists();
const datasets = seedDatasets();
const today = '2020-12-01';

function validRows(content: DatasetContent, count: number) {
  return [...syntheticRows(content, codeLists, { seed: 3, count, today })];
}

/** `12 id_number citizen-id-format`, in the order of the rows; keys of two rows are told like ingest tells them. */
function findingsIn(rows: readonly FaultyRow[], content: DatasetContent): string[] {
  const check = compileRowChecks({ content, codeLists, columns: content.fields.map((_field, at) => at), today });
  const keyFields = content.key.map((key) => content.fields.findIndex((field) => field.key === key));
  const keys: string[] = [];
  const findings: (readonly [place: number, text: string])[] = [];
  const values: (string | null)[] = [];
  rows.forEach((row, place) => {
    check(
      content.fields.map((field) => row[field.key] ?? null),
      values,
      (fault) => findings.push([place, `${place} ${content.fields[fault.field]?.key ?? ''} ${fault.code}`]),
    );
    const key = keyFields.map((field) => values[field] ?? null);
    keys[place] = key.includes(null) ? '' : JSON.stringify(key);
  });
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  keys.forEach((key, place) => {
    if (key !== '' && (counts.get(key) ?? 0) > 1)
      findings.push([place, `${place} ${content.key[0] ?? ''} duplicate-key`]);
  });
  return findings.toSorted(([one], [other]) => one - other).map(([, text]) => text);
}

describe.each(datasets.map((one) => [one.content.metadata.name, one.content] as const))('%s', (_, content) => {
  test('exactly the injected faults are found, and none once the rows are repaired', () => {
    const injected = injectFaults(validRows(content, 800), content, { seed: 4, count: 60, today });
    expect(injected.faults.length).toBe(60);
    expect(findingsIn(injected.rows, content)).toEqual(
      injected.faults.map(({ row, field, code }) => `${row} ${field} ${code}`),
    );
    const repaired = [...injected.rows];
    injected.faults.forEach(({ row }, at) => (repaired[row] = injected.originals[at] ?? {}));
    expect(findingsIn(repaired, content)).toEqual([]);
    expect(repaired).toEqual(validRows(content, 800));
  });
});

test.each([['household-register'], ['housing-provident-fund'], ['disability-certificates'], ['resident-id-cards']])(
  '%s can show at least 20 kinds of fault',
  (dataset) => {
    const content = datasets.find((one) => one.dataset === dataset)?.content;
    if (content === undefined) throw new Error(`no seed ${dataset}`);
    const { faults } = injectFaults(validRows(content, 5000), content, { seed: 1, count: 300, today });
    expect(faults.length).toBe(300);
    expect(new Set(faults.map(({ row }) => row)).size).toBe(300);
    expect(new Set(faults.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20);
  },
);

test('a missing date that the kind of business requires is among the faults', () => {
  const content = datasets.find(({ dataset }) => dataset === 'marriage-records')?.content;
  if (content === undefined) throw new Error('no seed');
  const { faults } = injectFaults(validRows(content, 500), content, { seed: 2, count: 60, today });
  expect(faults.filter(({ code }) => code === 'filled-when-empty').map(({ field }) => field)).toContain('reissued_on');
});

test('the same seed injects the same faults', () => {
  const content = datasets[0]?.content;
  if (content === undefined) throw new Error('no seed');
  const inject = (seed: number) => injectFaults(validRows(content, 500), content, { seed, count: 40, today });
  expect(inject(8)).toEqual(inject(8));
  expect(inject(9).faults).not.toEqual(inject(8).faults);
});

test('more faults than rows are refused', () => {
  const content = datasets[0]?.content;
  if (content === undefined) throw new Error('no seed');
  expect(() => injectFaults(validRows(content, 10), content, { seed: 1, count: 50, today })).toThrow(
    'found room in 10 rows',
  );
});
