import { describe, expect, test } from 'vitest';
import { quoted, tableName } from '../../../../lib/adapters/sources/database/queried-table.ts';
import type { SqlTypeKind } from '../../../../lib/adapters/sources/database/sql-type-kind.ts';
import { emptyKeyQuery, pageEndQuery, pageQuery } from '../../../../lib/adapters/sources/database/table-query.ts';
import { definedOnly } from '../../../../lib/kernel/defined-only.ts';

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
    expect(pageQuery({ system, ...table }, readOptions, { after, maxRows: 3 })).toEqual({ text, values });
  });

  const typed = (types: Readonly<Record<string, readonly [SqlTypeKind, string, string | undefined]>>) =>
    new Map(
      Object.entries(types).map(([name, [kind, type, characterSet]]) => [
        name,
        { kind, type, collation: 'gbk_chinese_ci', isNullable: false, ...definedOnly({ characterSet }) },
      ]),
    );
  test.each<[SqlTypeKind, string, string | undefined, string]>([
    ['number', 'bigint(20)', undefined, '`vin` > CAST(? AS SIGNED)'],
    ['number', 'bigint(20) unsigned', undefined, '`vin` > CAST(? AS UNSIGNED)'],
    ['number', 'decimal(18,2) unsigned', undefined, '`vin` > CAST(? AS DECIMAL(18,2))'],
    ['bits', 'bit(4)', undefined, '(`vin` + 0) > CAST(? AS UNSIGNED)'],
    ['enum', "enum('b','a')", undefined, 'CAST(`vin` AS BINARY) > CAST(? AS BINARY)'],
    ['text', 'varchar(20)', 'utf8mb4', '`vin` > ?'],
    ['text', 'varchar(20)', 'gbk', '`vin` > CONVERT(? USING gbk) COLLATE gbk_chinese_ci'],
  ])('MySQL compares a %s, %s, %s as %s', (kind, type, characterSet, condition) => {
    const types = typed({ vin: [kind, type, characterSet] });
    expect(pageQuery({ system: 'mysql', ...single, types }, full, { after: ['1'], maxRows: 3 }).text).toContain(
      `WHERE ${condition} ORDER BY`,
    );
  });

  test('where keys repeat, a page ends behind the last place, and rows without a key come apart', () => {
    const bounds = { after: ['A1', '2020-01-01'], emptyKeys: ['seen'] };
    expect(pageEndQuery({ system: 'mysql', ...composite }, full, { ...bounds, maxRows: 3 })).toEqual({
      text:
        'SELECT `vin`, `seen` FROM `police`.`vehicles` WHERE `seen` IS NOT NULL AND `vin` >= ? AND ' +
        '(`vin` > ? OR (`vin` = ? AND `seen` > ?)) ORDER BY `vin`, `seen` LIMIT 1 OFFSET 2',
      values: ['A1', 'A1', 'A1', '2020-01-01'],
    });
    const upTo = ['B1', '2020-01-02'];
    expect(pageQuery({ system: 'postgresql', ...composite }, full, { ...bounds, upTo, maxRows: 9 })).toEqual({
      text:
        'SELECT "vin", "owner", "seen", "op_flag", "update_time" FROM "police"."vehicles" WHERE "seen" IS NOT NULL ' +
        'AND ("vin", "seen") > ($1, $2) AND ("vin", "seen") <= ($3, $4) ORDER BY "vin", "seen" LIMIT 9',
      values: ['A1', '2020-01-01', ...upTo],
    });
    expect(pageQuery({ system: 'mysql', ...composite }, full, { after: null, upTo, maxRows: 9 }).text).toContain(
      'WHERE `vin` <= ? AND (`vin` < ? OR (`vin` = ? AND `seen` <= ?)) ORDER BY',
    );
    expect(emptyKeyQuery({ system: 'postgresql', ...single }, increment, { emptyKeys: ['vin'], maxRows: 9 })).toEqual({
      text:
        'SELECT "vin", "owner", "op_flag", "update_time" FROM "police"."vehicles" WHERE ("vin" IS NULL) AND ' +
        '"update_time" >= $1::timestamptz AND "update_time" <= $2::timestamptz LIMIT 9',
      values: [increment.since, increment.until],
    });
  });

  test.each(['postgresql', 'mysql'] as const)('values are bound, never part of the text (%s)', (system) => {
    const { text, values } = pageQuery({ system, ...composite }, increment, {
      after: ["2020'; DROP", "x' OR 1=1 --", '`"$1?'],
      maxRows: 3,
    });
    expect(text).not.toMatch(/DROP|OR 1=1/);
    expect(values).toContain("x' OR 1=1 --");
  });

  test('SQL keywords are quoted in each system’s way', () => {
    expect([quoted('postgresql', 'order'), quoted('mysql', 'order')]).toEqual(['"order"', '`order`']);
    expect(tableName({ system: 'mysql', schema: 'a', table: 'select' })).toBe('`a`.`select`');
  });
});
