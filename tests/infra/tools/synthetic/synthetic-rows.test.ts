import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../../infra/seeds/index.ts';
import { compileRowChecks } from '../../../../lib/collection/check/compile-row-checks.ts';
import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';

const codeLists = seedCodeLists();
const datasets = seedDatasets();
const today = '2020-12-01';

function contentOf(dataset: string): DatasetContent {
  const found = datasets.find((one) => one.dataset === dataset);
  if (found === undefined) throw new Error(`no seed ${dataset}`);
  return found.content;
}

function rowsOf(dataset: string, seed: number, count: number): SyntheticRow[] {
  return [...syntheticRows(contentOf(dataset), codeLists, { seed, count, today })];
}

describe.each(datasets.map((one) => [one.content.metadata.name, one.content] as const))('%s', (_, content) => {
  test.each([[1], [20_201_201]])('rows of the seed %i are valid, and their keys are unique', (seed) => {
    const check = compileRowChecks({ content, codeLists, columns: content.fields.map((_field, at) => at), today });
    const values: (string | null)[] = [];
    const findings: string[] = [];
    const keys = new Set<string>();
    const filled = new Set<string>();
    for (const row of syntheticRows(content, codeLists, { seed, count: 400, today })) {
      const cells = content.fields.map((field) => row[field.key] ?? null);
      check(cells, values, (fault) => findings.push(`${content.fields[fault.field]?.label ?? ''}: ${fault.code}`));
      keys.add(
        JSON.stringify(content.key.map((key) => values[content.fields.findIndex((field) => field.key === key)])),
      );
      for (const [key, value] of Object.entries(row)) if (value !== null) filled.add(key);
    }
    expect(findings).toEqual([]);
    expect(keys.size).toBe(400);
    expect([...filled].toSorted(), 'every column is filled somewhere').toEqual(
      content.fields.map((field) => field.key).toSorted(),
    );
  });
});

test('the same seed gives the same rows, another seed others', () => {
  expect(rowsOf('marriage-registrations', 5, 50)).toEqual(rowsOf('marriage-registrations', 5, 50));
  expect(rowsOf('marriage-registrations', 6, 50)).not.toEqual(rowsOf('marriage-registrations', 5, 50));
});

test('a longer run begins with the shorter one', () => {
  expect(rowsOf('vehicles', 5, 500).slice(0, 50)).toEqual(rowsOf('vehicles', 5, 50));
});

test('row n is the same person in every dataset', () => {
  const named = (row: SyntheticRow) => [row['name'], row['id_number']];
  expect(rowsOf('resident-id-cards', 9, 100).map(named)).toEqual(rowsOf('subsistence-recipients', 9, 100).map(named));
});

test('father and mother are adults of their sex, and different people', () => {
  for (const row of rowsOf('parents', 3, 500)) {
    const [father, mother] = [String(row['father_id_number']), String(row['mother_id_number'])];
    expect(father).not.toBe(mother);
    expect([Number(father.charAt(16)) % 2, Number(mother.charAt(16)) % 2]).toEqual([1, 0]);
    expect(Number(father.slice(6, 10))).toBeLessThan(1985);
  }
});

test('only a reissued certificate has a reissue date', () => {
  const rows = rowsOf('marriage-records', 4, 300);
  const again = new Set(rows.map((row) => String(row['business_kind'])).filter((kind) => kind.startsWith('补发')));
  expect(again.size).toBe(2);
  expect(rows.filter((row) => again.has(String(row['business_kind'])) !== (row['reissued_on'] !== null))).toEqual([]);
});

test('cells are as typed: labels for codes, numbers as numbers, ids as text', () => {
  const [row] = rowsOf('disability-certificates', 2, 1);
  expect(row?.['document_type']).toBe('居民身份证');
  expect(['男', '女']).toContain(row?.['sex']);
  expect(typeof rowsOf('vehicles', 2, 1)[0]?.['vin']).toBe('string');
  expect(rowsOf('housing-provident-fund', 2, 1).map((one) => typeof one['monthly_total'])).toEqual(['number']);
});

test.each([
  ['resident-id-cards'],
  ['relief-applications'],
  ['deed-tax-vouchers'],
  ['seizures'],
  ['construction-permits'],
  ['real-estate-parcels'],
  ['institutions'],
])('keys of 20,000 rows of %s all differ', (dataset) => {
  const content = contentOf(dataset);
  const keys = new Set<string>();
  for (const row of syntheticRows(content, codeLists, { seed: 11, count: 20_000, today }))
    keys.add(content.key.map((key) => String(row[key])).join('|'));
  expect(keys.size).toBe(20_000);
});

test('rows also follow an added rule: two yes-or-no columns that must differ', () => {
  const content: DatasetContent = {
    ...contentOf('real-estate-houses'),
    rules: [{ kind: 'different', first: 'is_usable', second: 'is_changed' }],
  };
  const same = [...syntheticRows(content, codeLists, { seed: 1, count: 300, today })].filter(
    (row) => row['is_usable'] !== null && row['is_usable'] === row['is_changed'],
  );
  expect(same).toEqual([]);
});
