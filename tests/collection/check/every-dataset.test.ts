import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import { findHeader } from '../../../lib/collection/check/match-header.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';

const codeLists = seedCodeLists();

describe.each(seedDatasets().map(({ dataset, content }) => ({ dataset, content })))('$dataset', ({ content }) => {
  const labels = content.fields.map(({ label }) => label);

  test('its labels find its columns, in whatever order and with required marks', () => {
    const places = labels.map((_, i) => i);
    expect(findHeader([{ row: 1, cells: labels }], content)).toEqual({
      headerRow: 1,
      columns: places,
      headings: labels,
      faults: [],
    });
    expect(findHeader([{ row: 4, cells: labels.toReversed().map((label) => `${label} *`) }], content)).toEqual({
      headerRow: 4,
      columns: places.toReversed(),
      headings: labels.toReversed().map((label) => `${label} *`),
      faults: [],
    });
  });

  test('rows that are in order show no fault', () => {
    const check = compileRowChecks({ content, codeLists, columns: labels.map((_, i) => i), today: '2026-06-30' });
    const faults: string[] = [];
    const values: (string | null)[] = [];
    for (const row of syntheticRows(content, codeLists, { seed: 11, count: 100, today: '2026-06-30' })) {
      check(
        content.fields.map(({ key }) => row[key] ?? null),
        values,
        ({ field, code }) => faults.push(`${content.fields[field]?.key ?? ''} ${code}`),
      );
    }
    expect(faults).toEqual([]);
  });

  test('stored values are stored unchanged when they are uploaded again', () => {
    const check = compileRowChecks({ content, codeLists, columns: labels.map((_, i) => i), today: '2026-06-30' });
    const [once, twice]: [(string | null)[], (string | null)[]] = [[], []];
    for (const row of syntheticRows(content, codeLists, { seed: 12, count: 50, today: '2026-06-30' })) {
      check(
        content.fields.map(({ key }) => row[key] ?? null),
        once,
        () => {},
      );
      check(once, twice, () => {});
      expect(twice).toEqual(once);
    }
  });
});
