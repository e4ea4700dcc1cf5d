import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import type { Fault } from '../../../lib/collection/check/fault.ts';
import { toFinding } from '../../../lib/collection/ingest/rows/finding-sink.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import { codeLists, contentOf, field } from './sample-content.ts';

const content = contentOf(
  FieldFormat.options.map((format, i) =>
    field(`f${i}`, `第${i}项`, format, {
      required: i % 3 === 0,
      past: i % 2 === 0,
      length: 10,
      ...(format === 'code' ? { codeList: 'sex' } : {}),
      ...(format === 'identity-document' ? { typedBy: 'f1' } : {}),
    }),
  ),
);
const columns = content.fields.map((_, i) => i);

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('41110219900307001X', '2020-11-30', '长期', '男', '12.5', '13800138000', '０', '　', '/'),
  fc.double(),
  fc.integer({ min: -10, max: 30_000_000 }),
  fc.boolean(),
  fc.constantFrom('2020-11-30', '2020-11-30T08:30:00', '08:30:00', '1900-01-05', '').map((date) => ({ date })),
  fc.constantFrom('#N/A', '#REF!').map((error) => ({ error })),
  fc
    .constantFrom('411102199003070016', '0.30000000000000004', '4.1110219900307001E+17', '1e400')
    .map((number) => ({ number })),
);

test('checks any row: no throw, one value or null per field, no value beside an error, whole sentences', () => {
  const check = compileRowChecks({ content, codeLists, columns, today: '2026-06-30' });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: columns.length + 3 }), (cells) => {
      const values: (string | null)[] = [];
      const faults: Fault[] = [];
      const passed = check(cells, values, (fault) => faults.push(fault));
      expect(values).toHaveLength(columns.length);
      expect(passed).toBe(!faults.some(({ severity }) => severity === 'error'));
      for (const fault of faults) {
        expect(fault.severity).toBe(findingSeverities[fault.code]);
        if (fault.severity === 'error') expect(values[fault.field]).toBeNull();
        const { detail } = Finding.parse(toFinding(fault, content, { sheet: '数据', row: 3, columns }));
        expect(detail).toMatch(/。$/u);
        expect(detail).not.toMatch(/[{}]/u);
      }
      content.fields.forEach((one, i) => {
        if (one.required && values[i] === null) expect(faults.some((fault) => fault.field === i)).toBe(true);
      });
    }),
    { numRuns: 1000 },
  );
});

test('no sentence holds what the cell holds', () => {
  const secret = '9X8Y7Z秘密';
  const check = compileRowChecks({ content, codeLists, columns, today: '2026-06-30' });
  const details: string[] = [];
  check(
    columns.map(() => secret),
    [],
    (fault) => details.push(toFinding(fault, content, { sheet: '数据', row: 3, columns }).detail),
  );
  expect(details.length).toBeGreaterThan(30);
  expect(details.join('')).not.toContain(secret);
});
