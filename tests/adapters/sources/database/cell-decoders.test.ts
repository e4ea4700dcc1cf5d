import { expect, test } from 'vitest';
import { cellDecoder } from '../../../../lib/adapters/sources/database/cell-decoders.ts';
import { sqlTypeKind, type SqlTypeKind } from '../../../../lib/adapters/sources/database/sql-type-kind.ts';

test.each<[SqlTypeKind, string, string]>([
  ['float32', '0.10000000149011612', '0.1'],
  ['float32', '1.234567e+06', '1234567'],
  ['float32', '1.0000000200408773e20', '100000000000000000000'],
  ['float32', '-16777216', '-16777216'],
  ['float32', '1.17549435e-38', `0.${'0'.repeat(37)}11754944`],
  ['float32', '0', '0'],
  ['float32', 'Infinity', 'Infinity'],
  ['float64', '0.30000000000000004', '0.30000000000000004'],
  ['float64', '0.100000000000000006', '0.1'],
  ['float64', '1.2345678901234568e17', '123456789012345680'],
  ['float64', '1.5e-7', '0.00000015'],
  ['float64', 'NaN', 'NaN'],
  ['boolean', 't', '1'],
  ['boolean', 'f', '0'],
  ['instant', '2024-01-04 16:00:00+00', '2024-01-05 00:00:00'],
  ['instant', '2024-01-04 15:59:59.999999', '2024-01-04 23:59:59.999999'],
  ['instant', '1988-06-30 15:00:00+00', '1988-07-01 00:00:00'],
  ['instant', '1991-12-31 16:00:00', '1992-01-01 00:00:00'],
  ['instant', '1986-09-13 14:59:59.5+00', '1986-09-13 23:59:59.5'],
  ['instant', '1900-12-31 15:54:16+00', '1900-12-31 23:59:59'],
  ['instant', '9999-12-31 23:59:59+00', '9999-12-31 23:59:59+00'],
  ['instant', 'infinity', 'infinity'],
  ['instant', '0000-00-00 00:00:00', '0000-00-00 00:00:00'],
  ['instant', '0044-03-15 12:00:00+00 BC', '0044-03-15 12:00:00+00 BC'],
])('%s %s is %s', (kind, text, right) => {
  expect(cellDecoder(kind)?.(text)).toBe(right);
});

test.each(['text', 'number', 'day', 'moment', 'other', undefined] as const)('%s is taken as it is', (kind) => {
  expect(cellDecoder(kind)).toBeUndefined();
});

test.each([
  ['mysql', 'FLOAT', 'float32'],
  ['mysql', 'inet6', 'other'],
  ['mysql', 'constructor', 'other'],
  ['postgresql', 'float4', 'float32'],
  ['postgresql', 'bpchar', 'text'],
  ['postgresql', 'structure', 'unreadable'],
] as const)('%s calls it %s: %s', (system, name, kind) => {
  expect(sqlTypeKind(system, name)).toBe(kind);
});
