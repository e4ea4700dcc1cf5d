import { describe, expect, test } from 'vitest';
import { pageQuery, quoted, tableName } from '../../../../lib/adapters/sources/database/table-query.ts';

const single = { schema: 'police', table: 'vehicles', columns: ['vin', 'owner'], key: ['vin'] };
const composite = { ...single, columns: ['vin', 'owner', 'seen'], key: ['vin', 'seen'] };
const full = { full: true } as const;
const increment = { full: false, since: '2020-11-30 08:30:00.1', until: '2020-12-01 00:00:00' } as const;

describe('the SQL of a page', () => {
  test.each([
    [
      'everything, the first page',
      'postgresql',
      single,
      full,
      null,
      'SELECT "vin", "owner", "op_flag", "update_time" FROM "police"."vehicles" ORDER BY "vin" LIMIT 3',
      [],
    ],
    [
      'everything, the first page',
      'mysql',
      single,
      full,
      null,
      'SELECT `vin`, `owner`, `op_flag`, `update_time` FROM `police`.`vehicles` ORDER BY `vin` LIMIT 3',
      [],
    ],
    [
      'everything, the next page',
      'postgresql',
      single,
      full,
      ['A1'],
      'SELECT "vin", "owner", "op_flag", "update_time" FROM "police"."vehicles" WHERE ("vin") > ($1) ORDER BY ' +
        '"vin" LIMIT 3',
      ['A1'],
    ],
    [
      'everything, the next page',
      'mysql',
      single,
      full,
      ['A1'],
      'SELECT `vin`, `owner`, `op_flag`, `update_time` FROM `police`.`vehicles` WHERE `vin` > ? ORDER BY `vin` LIMIT 3',
      ['A1'],
    ],
    [
      'everything by two columns, the next page',
      'postgresql',
      composite,
      full,
      ['A1', '2020-01-01'],
      'SELECT "vin", "owner", "seen", "op_flag", "update_time" FROM "police"."vehicles" WHERE ("vin", "seen") > ' +
        '($1, $2) ORDER BY "vin", "seen" LIMIT 3',
      ['A1', '2020-01-01'],
    ],
    [
      'everything by two columns, the next page',
      'mysql',
      composite,
      full,
      ['A1', '2020-01-01'],
      'SELECT `vin`, `owner`, `seen`, `op_flag`, `update_time` FROM `police`.`vehicles` WHERE `vin` >= ? AND ' +
        '(`vin` > ? OR (`vin` = ? AND `seen` > ?)) ORDER BY `vin`, `seen` LIMIT 3',
      ['A1', 'A1', 'A1', '2020-01-01'],
    ],
    [
      'an increment, the first page',
      'postgresql',
      single,
      increment,
      null,
      'SELECT "vin", "owner", "op_flag", "update_time" FROM "police"."vehicles" WHERE "update_time" >= ' +
        '$1::timestamptz AND "update_time" <= $2::timestamptz ORDER BY "update_time", "vin" LIMIT 3',
      [increment.since, increment.until],
    ],
    [
      'an increment, the first page',
      'mysql',
      single,
      increment,
      null,
      'SELECT `vin`, `owner`, `op_flag`, `update_time` FROM `police`.`vehicles` WHERE `update_time` >= ? AND ' +
        '`update_time` <= ? ORDER BY `update_time`, `vin` LIMIT 3',
      [increment.since, increment.until],
    ],
    [
      'an increment, the next page',
      'postgresql',
      single,
      increment,
      ['2020-11-30 09:00:00', 'A1'],
      'SELECT "vin", "owner", "op_flag", "update_time" FROM "police"."vehicles" WHERE ("update_time", "vin") > ' +
        '($1::timestamptz, $2) AND "update_time" <= $3::timestamptz ORDER BY "update_time", "vin" LIMIT 3',
      ['2020-11-30 09:00:00', 'A1', increment.until],
    ],
    [
      'an increment, the next page',
      'mysql',
      single,
      increment,
      ['2020-11-30 09:00:00', 'A1'],
      'SELECT `vin`, `owner`, `op_flag`, `update_time` FROM `police`.`vehicles` WHERE `update_time` >= ? AND ' +
        '(`update_time` > ? OR (`update_time` = ? AND `vin` > ?)) AND `update_time` <= ? ORDER BY `update_time`, ' +
        '`vin` LIMIT 3',
      ['2020-11-30 09:00:00', '2020-11-30 09:00:00', '2020-11-30 09:00:00', 'A1', increment.until],
    ],
    [
      'an increment by two columns, the next page',
      'postgresql',
      composite,
      increment,
      ['2020-11-30 09:00:00', 'A1', '2020-01-01'],
      'SELECT "vin", "owner", "seen", "op_flag", "update_time" FROM "police"."vehicles" WHERE ("update_time", ' +
        '"vin", "seen") > ($1::timestamptz, $2, $3) AND "update_time" <= $4::timestamptz ORDER BY "update_time", ' +
        '"vin", "seen" LIMIT 3',
      ['2020-11-30 09:00:00', 'A1', '2020-01-01', increment.until],
    ],
    [
      'an increment by two columns, the next page',
      'mysql',
      composite,
      increment,
      ['2020-11-30 09:00:00', 'A1', '2020-01-01'],
      'SELECT `vin`, `owner`, `seen`, `op_flag`, `update_time` FROM `police`.`vehicles` WHERE `update_time` >= ? ' +
        'AND (`update_time` > ? OR (`update_time` = ? AND (`vin` > ? OR (`vin` = ? AND `seen` > ?)))) AND ' +
        '`update_time` <= ? ORDER BY `update_time`, `vin`, `seen` LIMIT 3',
      ['2020-11-30 09:00:00', '2020-11-30 09:00:00', '2020-11-30 09:00:00', 'A1', 'A1', '2020-01-01', increment.until],
    ],
  ] as const)('%s (%s)', (...[, system, table, readOptions, after, text, values]) => {
    expect(pageQuery({ system, ...table }, readOptions, after, 3)).toEqual({ text, values });
  });

  test.each(['postgresql', 'mysql'] as const)('values are bound, never part of the text (%s)', (system) => {
    const { text, values } = pageQuery(
      { system, ...composite },
      increment,
      ["2020'; DROP", "x' OR 1=1 --", '`"$1?'],
      3,
    );
    expect(text).not.toMatch(/DROP|OR 1=1/);
    expect(values).toContain("x' OR 1=1 --");
  });

  test('SQL keywords are quoted in each system’s way', () => {
    expect([quoted('postgresql', 'order'), quoted('mysql', 'order')]).toEqual(['"order"', '`order`']);
    expect(tableName({ system: 'mysql', schema: 'a', table: 'select' })).toBe('`a`.`select`');
  });
});
