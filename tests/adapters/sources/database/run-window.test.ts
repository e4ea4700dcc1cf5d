import { describe, expect, test } from 'vitest';
import { runWindowQuery } from '../../../../lib/adapters/sources/database/run-window.ts';
import type { SqlTypeKind } from '../../../../lib/adapters/sources/database/sql-type-kind.ts';
import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';

const since = '2020-11-30 08:30:00';

/** Asks for the window of a table whose update column has this type. */
function windowOf(system: DatabaseSystem, kind: SqlTypeKind, type: string) {
  const types = new Map([['update_time', { kind, type, collation: null, isNullable: false }]]);
  const queried = { system, schema: 'police', table: 'vehicles', columns: ['vin'], key: ['vin'], types };
  return { queried, query: runWindowQuery(queried, since, { overlapSeconds: 600 }) };
}

describe('a column that keeps fewer digits than the clock', () => {
  test.each<[DatabaseSystem, SqlTypeKind, string, seconds: number]>([
    ['mysql', 'instant', 'timestamp', 601],
    ['mysql', 'instant', 'timestamp(3)', 601],
    ['mysql', 'instant', 'timestamp(6)', 600],
    ['mysql', 'day', 'date', 600],
    ['postgresql', 'instant', 'timestamp with time zone', 600],
    ['postgresql', 'instant', 'timestamp(0) with time zone', 601],
    ['postgresql', 'moment', 'timestamp without time zone', 600],
  ])('%s %s %s is read from %i seconds before the watermark', (system, kind, type, seconds) => {
    const { text, values } = windowOf(system, kind, type).query;
    expect(text).toMatch(system === 'mysql' ? `INTERVAL ${seconds} SECOND` : `interval '${seconds} seconds'`);
    expect(values).toEqual([since]);
  });
});

describe('a column without a zone', () => {
  test('is read from its earliest meaning to its latest while nobody knows the zone', () => {
    const { text } = windowOf('mysql', 'moment', 'datetime(6)').query;
    expect(text).toContain('SYSDATE(6) + INTERVAL 8 HOUR');
    expect(text).toContain('+ INTERVAL 0 HOUR');
  });

  test('is read in its zone once that is known', () => {
    const { queried } = windowOf('mysql', 'moment', 'datetime(6)');
    const limits = { overlapSeconds: 600, updateTimeZone: 'Asia/Shanghai' } as const;
    const { text } = runWindowQuery(queried, since, limits);
    expect(text).toContain('SYSDATE(6) + INTERVAL 8 HOUR');
    expect(text).toContain('+ INTERVAL 8 HOUR - INTERVAL 600 SECOND');
  });
});
