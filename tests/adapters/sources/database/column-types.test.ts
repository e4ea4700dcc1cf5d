import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseServers } from '../../../../infra/local/database-servers/database-servers.ts';
import { openTableAcknowledgementWriter } from '../../../../lib/adapters/sources/database/acknowledgement-writer.ts';
import type { QueriedTable } from '../../../../lib/adapters/sources/database/queried-table.ts';
import { openTable } from '../../../../lib/adapters/sources/database/table-session.ts';
import type { ReadOptions, TableInspection } from '../../../../lib/collection/sources/pull/source-session.ts';
import { parseTableLines } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import type { UpdateTimeZone } from '../../../../schemas/collection/sources/database-declaration.ts';
import { faultOf, startExchange, type Exchange } from './front-end-table-fixture.ts';

const full: ReadOptions = { mode: 'full', startedAt: '2020-01-01T00:00:00.000Z' };
type Limits = {
  readonly pageRows?: number;
  readonly overlapSeconds?: number;
  readonly updateTimeZone?: UpdateTimeZone;
};

/** Reads columns of the types that departments choose; the platform's DDL declares others. */
describe.each(databaseServers)('a department’s own table on $name (skipped where it is not found)', (server) => {
  const { system, found } = server;
  const testOn = test.skipIf(!found);
  const isPostgres = system === 'postgresql';
  let exchange: Exchange;
  let made = 0;
  beforeAll(async () => {
    if (!found) return;
    exchange = await startExchange(server);
    exchange.run(isPostgres ? 'CREATE SCHEMA own;' : 'CREATE DATABASE own CHARACTER SET utf8mb4;');
    if (!isPostgres) return;
    for (const type of ['real', 'timestamptz', 'varchar(30)', 'bytea'])
      exchange.run(
        `CREATE DOMAIN own.inner_${type.slice(0, 4)} AS ${type};
         CREATE DOMAIN own.outer_${type.slice(0, 4)} AS own.inner_${type.slice(0, 4)};`,
      );
    exchange.run(
      `CREATE TYPE own.sex AS ENUM ('男', '女');
       CREATE COLLATION own.folding (provider = icu, locale = 'und-u-ks-level2', deterministic = false);`,
    );
  });
  afterAll(async () => await exchange?.close());

  const instant = isPostgres ? 'timestamptz(6)' : 'timestamp(6)';
  const exchangeColumns = [
    "op_flag char(1) NOT NULL DEFAULT 'I'",
    "exchange_status char(1) NOT NULL DEFAULT '0'",
    `exchange_time ${instant} NULL`,
    'error_msg varchar(1000)',
  ];
  const updateColumn = `update_time ${instant} NOT NULL DEFAULT '2020-11-30 08:30:00'`;
  /** Columns `k` (the key) and `v`; `rows` are SQL tuples of all columns that `names` lists. */
  const makeTable = (
    { columns, names = 'k, v', more = [updateColumn] }: { columns: string; names?: string; more?: readonly string[] },
    rows: readonly string[] = [],
  ): string => {
    const table = `t${(made += 1)}`;
    exchange.run(
      `CREATE TABLE own.${table} (${[columns, ...more, ...exchangeColumns].join(', ')});
       CREATE TABLE own.${table}_rejected (k varchar(50), delivery varchar(26), code varchar(60),
         column_name varchar(64), detail varchar(1000));
       ${rows.map((row) => `INSERT INTO own.${table} (${names}) VALUES (${row});`).join('\n')}`,
    );
    return table;
  };
  const queriedTable = (table: string): QueriedTable => ({
    system,
    schema: 'own',
    table,
    columns: ['k', 'v'],
    key: ['k'],
  });
  const open = async (table: string, readOptions: ReadOptions = full, limits: Limits = {}) =>
    await openTable(exchange.connecting(), queriedTable(table), readOptions, {
      pageRows: 100,
      overlapSeconds: 0,
      statementSeconds: 20,
      ...limits,
    });
  const read = async (table: string, readOptions: ReadOptions = full, limits: Limits = {}) => {
    const session = await open(table, readOptions, limits);
    try {
      const rows: (readonly (string | null)[])[] = [];
      let watermark: string | undefined;
      for (let place: string | null = null; ;) {
        const page = await session.page(place);
        rows.push(...parseTableLines(page.bytes));
        ({ watermark } = page);
        if (page.next === null) return { rows, watermark: watermark ?? '' };
        place = page.next;
      }
    } finally {
      await session.close();
    }
  };
  const valuesOf = (rows: readonly (readonly (string | null)[])[]) => rows.map(([, value]) => String(value)).toSorted();
  const inspect = async (table: string, limits: Limits = {}): Promise<TableInspection> => {
    const session = await open(table, full, limits);
    try {
      if (session.inspect === undefined) throw new Error('a table is inspected');
      return await session.inspect();
    } finally {
      await session.close();
    }
  };
  const codes = ({ remarks }: TableInspection) => remarks.map(({ code }) => code);
  /** Acknowledges rows as they were read; answers how many bear the mark. */
  const acknowledge = async (table: string, rows: readonly (readonly (string | null)[])[]): Promise<number> => {
    const back = await openTableAcknowledgementWriter(exchange.connecting({ readOnly: false }), {
      ...queriedTable(table),
      rejectedTable: `${table}_rejected`,
      rejectedKey: ['k'],
      statementSeconds: 20,
    });
    try {
      return await back.acknowledge(rows.map((row) => ({ key: [row[0] ?? ''], updateTime: row.at(-1) ?? '' })));
    } finally {
      await back.close();
    }
  };
  const marked = async (table: string) =>
    await exchange.ask(`SELECT v FROM own.${table} WHERE exchange_status = '1' ORDER BY v`);

  type Value = readonly [type: string, written: string, right: string];
  const postgresValues: readonly Value[] = [
    ['real', '1234567', '1234567'],
    ['real', '0.1', '0.1'],
    ['real', '1e20', '100000000000000000000'],
    ['double precision', '0.1', '0.1'],
    ['double precision', '123456789012345680', '123456789012345680'],
    ['double precision', '1e-7', '0.0000001'],
    ['double precision', "'NaN'", 'NaN'],
    ['boolean', 'true', '1'],
    ['boolean', 'false', '0'],
    ['bit(1)', "B'1'", '1'],
    ['bigint', '9223372036854775807', '9223372036854775807'],
    ['numeric(30, 10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'],
    ['timestamptz', "'2024-01-05 00:00:00+08'", '2024-01-05 00:00:00'],
    ['timestamptz(6)', "'2024-01-04 16:00:00.123456+00'", '2024-01-05 00:00:00.123456'],
    ['timestamp', "'2024-01-05 00:00:00'", '2024-01-05 00:00:00'],
    ['date', "'2024-02-29'", '2024-02-29'],
    ['json', `'{"a": 1}'`, '{"a": 1}'],
    ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['money', "'1234.5'", '1234.50'],
    ['own.outer_real', '1e20', '100000000000000000000'],
    ['own.outer_time', "'2024-01-04 16:00:00+00'", '2024-01-05 00:00:00'],
    ['own.sex', "'女'", '女'],
    ['numeric', '0.10', '0.10'],
    ['timestamptz', "'1988-06-30 15:00:00+00'", '1988-07-01 00:00:00'],
  ];
  const mysqlValues: readonly Value[] = [
    ['float', '1234567', '1234567'],
    ['float', '0.1', '0.1'],
    ['float', '16777216', '16777216'],
    ['float', '1e20', '100000000000000000000'],
    ['double', '0.1', '0.1'],
    ['double', '123456789012345680', '123456789012345680'],
    ['double', '1e-7', '0.0000001'],
    ['bit(1)', "b'1'", '1'],
    ['bit(1)', "b'0'", '0'],
    ['bit(9)', "b'100000001'", '257'],
    ['boolean', 'true', '1'],
    ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
    ['decimal(30, 10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'],
    ['year', '2024', '2024'],
    ['timestamp NULL', "'2024-01-04 16:00:00'", '2024-01-05 00:00:00'],
    ['datetime', "'2024-01-05 00:00:00'", '2024-01-05 00:00:00'],
    ['date', "'2024-02-29'", '2024-02-29'],
    ['date', "'0000-00-00'", '0000-00-00'],
    ["enum('男', '女')", "'女'", '女'],
    ['json', `'{"a": 1}'`, '{"a": 1}'],
    ['text CHARACTER SET gbk', "'漯河'", '漯河'],
    ['float unsigned', '0.3', '0.3'],
    ['bit(64)', "b'1000000000000000000000000000000000000000000000000000000000000001'", '9223372036854775809'],
    ["set('甲', '乙')", "'甲,乙'", '甲,乙'],
    ['int(6) unsigned zerofill', '42', '000042'],
    ['timestamp NULL', "'1988-06-30 15:00:00'", '1988-07-01 00:00:00'],
    ['text CHARACTER SET latin1', "'é'", 'é'],
  ];
  testOn.each(isPostgres ? postgresValues : mysqlValues)('%s: %s is read as %s', async (type, written, right) => {
    const table = makeTable({ columns: `k varchar(9) NOT NULL PRIMARY KEY, v ${type}` }, [`'a', ${written}`]);
    expect((await read(table)).rows.map(([, value]) => value)).toEqual([right]);
  });

  const unreadable = isPostgres
    ? ['bytea', 'integer[]', 'polygon[]', 'own.outer_byte']
    : ['blob', 'varbinary(9)', 'geometry'];
  testOn.each(unreadable)('a column of type %s is refused by name', async (type) => {
    const table = makeTable({ columns: `k varchar(9) NOT NULL PRIMARY KEY, v ${type}` });
    expect(await faultOf(open(table))).toMatchObject({ code: 'column-not-text', facts: { column: 'v', type } });
  });

  testOn.each(isPostgres ? ['real', 'double precision'] : ['float', 'double'])(
    'a key of type %s is refused by name, a value is said',
    async (type) => {
      const key = makeTable({ columns: `k ${type} NOT NULL PRIMARY KEY, v text` });
      expect(await faultOf(open(key))).toMatchObject({ code: 'key-not-exact', facts: { column: 'k', type } });
      const value = makeTable({ columns: `k varchar(9) NOT NULL PRIMARY KEY, v ${type}` });
      expect((await inspect(value)).remarks).toMatchObject([{ code: 'float-column', facts: { column: 'v', type } }]);
    },
  );

  type Keys = readonly [type: string, ...keys: readonly string[]];
  const commonKeys: readonly Keys[] = [
    ['char(30)', "'b'", "'a'", "'漯河'"],
    ['varchar(30)', "'a'", "'a b'", "'漯河'"],
    ['bigint', '9', '10', '9007199254740993', '9007199254740992'],
    ['int', '9', '10', '100'],
    ['decimal(20, 0)', '9', '10', '12345678901234567890'],
    ['date', "'2024-01-05'", "'2023-12-31'"],
  ];
  const ownKeys: readonly Keys[] = isPostgres
    ? [
        ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'00000000-9c0b-4ef8-bb6d-6bb9bd380a11'"],
        ['boolean', 'true', 'false'],
        ['own.outer_varc', "'b'", "'a'", "'漯河'"],
        ['own.outer_time', "'2024-01-05 00:00:00.5+08'", "'1988-06-30 15:00:00+00'"],
        ['own.sex', "'女'", "'男'"],
        ['numeric', '1.50', '10', '9'],
        ['timestamp', "'2024-01-05 00:00:00.5'", "'1988-06-30 15:00:00'"],
        ['timestamptz', "'2024-01-05 00:00:00.5+08'", "'1988-06-30 15:00:00+00'"],
      ]
    : [
        ['bigint unsigned', '18446744073709551615', '18446744073709551614', '9'],
        ["enum('z', 'b', '男', 'a')", "'a'", "'b'", "'z'", "'男'"],
        ['timestamp(6)', "'2024-01-04 16:00:00.5'", "'2024-01-04 16:00:01'"],
        ['bit(4)', "b'1'", "b'1010'"],
        ["set('z', 'b', 'a')", "'a'", "'z,b'", "'b'"],
        ['year', '2024', '1999'],
        ['time', "'10:00:00'", "'09:00:00'"],
        ['datetime(6)', "'2024-01-05 00:00:00.5'", "'1988-06-30 15:00:00'"],
        ['decimal(10, 2)', '9.50', '10', '100.25'],
        ['int(6) unsigned zerofill', '42', '7'],
        ['varchar(30) CHARACTER SET gbk', "'漯河'", "'郑州'", "'a'"],
      ];
  testOn.each([...commonKeys, ...ownKeys])(
    'keys of type %s: all read in pages of one, and each acknowledged',
    async (type, ...keys) => {
      const table = makeTable(
        { columns: `k ${type} NOT NULL PRIMARY KEY, v varchar(9)` },
        keys.map((key, i) => `${key}, '${i}'`),
      );
      const values = keys.map((_, i) => String(i));
      const { rows } = await read(table, full, { pageRows: 1 });
      expect(valuesOf(rows)).toEqual(values);
      expect(await acknowledge(table, rows.slice(1))).toBe(rows.length - 1);
      expect(await marked(table)).toEqual(
        rows
          .slice(1)
          .flatMap(([, value]) => value ?? [])
          .toSorted(),
      );
      expect(await acknowledge(table, rows)).toBe(rows.length);
      expect(await acknowledge(table, rows)).toBe(rows.length);
      const increment = { ...full, mode: 'increment', watermark: '2020-11-30 08:30:00+00' } as const;
      const since = isPostgres ? increment : { ...increment, watermark: '2020-11-30 08:30:00' };
      expect(valuesOf((await read(table, since, { pageRows: 1 })).rows)).toEqual(values);
    },
  );

  testOn('rows that changed since they were read are not counted as acknowledged', async () => {
    const table = makeTable({ columns: 'k varchar(9) NOT NULL PRIMARY KEY, v varchar(9)' }, ["'a', '1'", "'b', '2'"]);
    const { rows } = await read(table);
    exchange.run(`UPDATE own.${table} SET update_time = '2020-12-01 00:00:00' WHERE k = 'a';`);
    expect(await acknowledge(table, rows)).toBe(1);
    expect(await marked(table)).toEqual(['2']);
    exchange.run(`DELETE FROM own.${table};`);
    expect(await acknowledge(table, rows)).toBe(0);
  });

  describe('a key that is not unique', () => {
    const folding = isPostgres ? 'varchar(30)' : 'varchar(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci';
    const rows = ["'abcd01', '1'", "'ABCD01', '2'", "'abcd01', '3'", "'abcd01 ', '4'", "'é', '5'", "'e', '6'"];
    testOn.each([1, 2, 3, 5])('pages of %i skip no row, whether or not a view hides the table', async (pageRows) => {
      const table = makeTable({ columns: `k ${folding}, v varchar(9)` }, [...rows, "NULL, '7'", "NULL, '8'"]);
      exchange.run(`CREATE VIEW own.${table}_view AS SELECT * FROM own.${table};`);
      const increment = { ...full, mode: 'increment' } as const;
      const watermark = isPostgres ? '2020-11-30 08:30:00+00' : '2020-11-30 08:30:00';
      for (const readOptions of [full, { ...increment, watermark }])
        for (const name of [table, `${table}_view`]) {
          const { rows: got } = await read(name, readOptions, { pageRows });
          expect(valuesOf(got)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
        }
      expect(codes(await inspect(table))).toEqual(
        isPostgres
          ? ['key-not-unique', 'key-may-be-empty']
          : ['key-not-unique', 'key-folds-letters', 'key-may-be-empty'],
      );
    });

    testOn('a row that differs only in case or blanks is not acknowledged with another', async () => {
      const table = makeTable({ columns: `k ${folding}, v varchar(9)` }, [
        "'abcd01', '1'",
        "'ABCD01', '2'",
        "'abcd01 ', '3'",
      ]);
      const { rows: got } = await read(table);
      expect(
        await acknowledge(
          table,
          got.filter(([, value]) => value === '1'),
        ),
      ).toBe(1);
      expect(await marked(table)).toEqual(['1']);
    });

    test.skipIf(!found || !isPostgres)('nor where a collation takes letters for the same', async () => {
      const table = makeTable({ columns: 'k varchar(30) COLLATE own.folding, v varchar(9)' }, [
        "'abcd01', '1'",
        "'ABCD01', '2'",
      ]);
      for (const pageRows of [1, 2]) expect(valuesOf((await read(table, full, { pageRows })).rows)).toEqual(['1', '2']);
      const { rows: got } = await read(table);
      const first = got.filter(([, value]) => value === '1');
      expect(await acknowledge(table, first)).toBe(1);
      expect(await marked(table)).toEqual(['1']);
    });

    testOn('a unique key is not remarked on', async () => {
      const table = makeTable({ columns: 'k varchar(9) NOT NULL, v text, UNIQUE (k)' });
      expect(await inspect(table)).toMatchObject({ keyUnique: true, updateTimeZone: 'absolute' });
    });
  });

  describe('an update time without a zone', () => {
    const zoneless = isPostgres ? 'timestamp(6)' : 'datetime(6)';
    // Databases round into whole seconds: a row may then be ahead of the clock, and is read one run later.
    const wholeSecond = isPostgres
      ? "date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')"
      : "TIMESTAMP(DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%d %H:%i:%s'))";
    const now = isPostgres ? "clock_timestamp() AT TIME ZONE 'UTC'" : 'UTC_TIMESTAMP(6)';
    const shifted = (hours: number, from: string) =>
      isPostgres ? `${from} + interval '${hours} hours'` : `${from} + INTERVAL ${hours} HOUR`;
    const withTimes = (type: string) =>
      makeTable({
        columns: 'k varchar(9) NOT NULL PRIMARY KEY, v varchar(9)',
        names: 'k, v, update_time',
        more: [`update_time ${type} NOT NULL`],
      });
    const insert = (table: string, key: string, hours: number, from = now) =>
      exchange.run(`INSERT INTO own.${table} (k, v, update_time) VALUES ('${key}', 'x', ${shifted(hours, from)});`);

    const coarse = isPostgres ? 'timestamp(0)' : 'datetime';
    testOn.each([
      [zoneless, 8, undefined],
      [zoneless, 8, 'Asia/Shanghai'],
      [zoneless, 0, undefined],
      [zoneless, 0, 'UTC'],
      [coarse, 8, undefined],
      [coarse, 8, 'Asia/Shanghai'],
      ['date', 8, undefined],
    ] as const)('%s, %i hours ahead of UTC, declared %s: a new row is found by the next run', async (...given) => {
      const [type, hours, updateTimeZone] = given;
      const limits = updateTimeZone === undefined ? {} : { updateTimeZone };
      const table = withTimes(type);
      const from = type === coarse ? wholeSecond : now;
      insert(table, 'a', hours, from);
      const { watermark } = await read(table, full, limits);
      insert(table, 'b', hours, from);
      const next = await read(table, { ...full, mode: 'increment', watermark }, limits);
      expect(next.rows.map(([key]) => key)).toContain('b');
      expect(await acknowledge(table, next.rows)).toBe(next.rows.length);
    });

    testOn('the test finds Beijing’s time by rows that are ahead, and says where it can’t', async () => {
      const table = withTimes(zoneless);
      expect(await inspect(table)).toMatchObject({ updateTimeZone: 'unknown' });
      insert(table, 'a', 0);
      const unknown = await inspect(table);
      expect([unknown.updateTimeZone, unknown.foundZone, codes(unknown)]).toEqual([
        'unknown',
        undefined,
        ['update-time-zone-unknown'],
      ]);
      insert(table, 'b', 8);
      const foundOut = await inspect(table);
      expect([foundOut.updateTimeZone, foundOut.foundZone, codes(foundOut)]).toEqual([
        'Asia/Shanghai',
        'Asia/Shanghai',
        ['update-time-in-shanghai'],
      ]);
      const declared = await inspect(table, { updateTimeZone: 'UTC' });
      expect([declared.updateTimeZone, declared.foundZone, codes(declared)]).toEqual(['UTC', undefined, []]);
    });

    testOn('the clock is the database’s', async () => {
      const { clockMs, sessionZone } = await inspect(withTimes(zoneless));
      expect(Math.abs(clockMs - Date.now())).toBeLessThan(60_000);
      expect(sessionZone).not.toBe('');
    });
  });

  testOn.each(['varchar(30)', 'bigint'])('an update time of type %s is refused by name', async (type) => {
    const table = makeTable({
      columns: 'k varchar(9) NOT NULL PRIMARY KEY, v text',
      more: [`update_time ${type}`],
    });
    expect((await faultOf(open(table))).code).toBe('update-time-type');
  });

  testOn('an empty update time is refused by the test', async () => {
    const table = makeTable(
      { columns: 'k varchar(9) NOT NULL PRIMARY KEY, v text', more: [`update_time ${instant} NULL`] },
      ["'a', 'x'"],
    );
    expect((await faultOf(inspect(table))).code).toBe('update-time-empty');
  });
});
