import { expect, test } from 'vitest';
import { departmentServiceDeclaration } from '../../../../infra/local/demo-department/department-service-declaration.ts';
import { parseWatermark } from '../../../../lib/collection/sources/registration/parse-watermark.ts';
import { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';

const database = (system: 'postgresql' | 'mysql') =>
  SourceDeclaration.parse({ channel: 'database', system, host: 'db.example', port: 1 });
const service = departmentServiceDeclaration('http://127.0.0.1:1');
const feed = SourceDeclaration.parse({ ...service, increment: { kind: 'cursor', next: 'next' } });

test.each<[string, string | null]>([
  ['2026-11-28 08:30:00', '2026-11-28 00:30:00.000000+00'],
  ['2026-11-28 08:30', '2026-11-28 00:30:00.000000+00'],
  ['2026-11-28', '2026-11-27 16:00:00.000000+00'],
  ['2026-11-28T08:30:00+08:00', '2026-11-28 00:30:00.000000+00'],
  ['2026-11-28T08:30:00.123456Z', '2026-11-28 08:30:00.123456+00'],
  ['2026-11-28 08:30:00.5+00', '2026-11-28 08:30:00.500000+00'],
  ['2026-11-28 08:30:00-0530', '2026-11-28 14:00:00.000000+00'],
  ['1988-07-01', '1988-06-30 15:00:00.000000+00'],
  ['2026-02-30', null],
  ['2026-13-01', null],
  ['2026-11-28 25:00', null],
  ['昨天', null],
  ["2026-11-28'; DROP TABLE x", null],
  ['', null],
])('%s, in Shanghai time without a zone, is %s', (said, expected) => {
  expect(parseWatermark(database('postgresql'), said)).toBe(expected);
  expect(parseWatermark(database('mysql'), said)).toBe(expected?.replace('+00', '') ?? null);
});

test('a stored watermark is read unchanged', () => {
  for (const kept of ['2026-11-28 18:11:03.080679+00', '2026-11-28 18:11:03.080000+00'])
    expect(parseWatermark(database('postgresql'), kept)).toBe(kept);
  expect(parseWatermark(service, '2026-11-28T18:11:00.723Z')).toBe('2026-11-28T18:11:00.723Z');
});

test('a cursor is taken as typed', () => {
  expect(parseWatermark(feed, 'abc/42')).toBe('abc/42');
});
