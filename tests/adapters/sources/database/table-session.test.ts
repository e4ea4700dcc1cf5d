import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { databaseServers } from '../../../../infra/local/database-servers/database-servers.ts';
import { openTable } from '../../../../lib/adapters/sources/database/table-session.ts';
import type { FrontEndTable } from '../../../../lib/collection/front-end/describe-table.ts';
import type { ReadOptions, SourcePage } from '../../../../lib/collection/sources/pull/source-session.ts';
import { parseTableLines } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import { createRandom } from '../../../../lib/kernel/synthetic/random.ts';
import {
  buildQueriedTable,
  startExchange,
  tableWith,
  written,
  type Exchange,
  type Written,
} from './front-end-table-fixture.ts';

const startedAt = '1999-01-01T00:00:00.000Z'; // The platform's clock, which must not matter.
const full: ReadOptions = { mode: 'full', startedAt };
const since = (watermark: string): ReadOptions => ({ mode: 'increment', watermark, startedAt });
type Limits = { readonly pageRows?: number; readonly overlapSeconds?: number };

describe.each(databaseServers)('a table is read on $name (skipped where it is not found)', (server) => {
  const { system, found } = server;
  const testOn = test.skipIf(!found);
  let exchange: Exchange;
  let made = 0;
  beforeAll(async () => {
    if (found) exchange = await startExchange(server);
  });
  afterAll(async () => await exchange?.close());

  const make = (key?: readonly string[]): FrontEndTable => {
    const table = tableWith(`table_${(made += 1)}`, key);
    exchange.make(table);
    return table;
  };
  const openSession = async (
    table: FrontEndTable,
    readOptions: ReadOptions,
    { pageRows = 3, overlapSeconds = 0 }: Limits = {},
  ) =>
    await openTable(exchange.connecting(), buildQueriedTable(table, system), readOptions, {
      pageRows,
      overlapSeconds,
      statementSeconds: 20,
    });
  /** All pages, each by a new session: only the checkpoint is passed on. */
  const pagesOf = async (
    table: FrontEndTable,
    readOptions: ReadOptions,
    limits: Limits = {},
    between: (page: number) => Promise<void> = async () => undefined,
  ): Promise<SourcePage[]> => {
    const pages: SourcePage[] = [];
    for (let place: string | null = null; pages.length < 200;) {
      const session = await openSession(table, readOptions, limits);
      const page: SourcePage = await session.page(place).finally(() => void session.close());
      pages.push(page);
      if (page.next === null) return pages;
      place = page.next;
      await between(pages.length);
    }
    throw new Error('the pages have no end');
  };
  const rowsOf = (pages: readonly SourcePage[]) => pages.flatMap(({ bytes }) => parseTableLines(bytes));
  const places = (pages: readonly SourcePage[]) => rowsOf(pages).map(([place]) => place ?? '');
  const numbered = (count: number, over: (i: number) => Written = () => ({})): Written[] =>
    Array.from({ length: count }, (_, i) => written({ place: `p${String(i).padStart(3, '0')}`, ...over(i) }));

  testOn('an empty table gives one page without rows, and a watermark', async () => {
    const table = make();
    for (const readOptions of [full, since('2020-01-01 00:00:00')]) {
      const pages = await pagesOf(table, readOptions);
      expect(pages).toEqual([
        {
          bytes: expect.any(Uint8Array),
          rows: 0,
          next: null,
          watermark: expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.?\d*/),
        },
      ]);
      expect(new TextDecoder().decode(pages[0]?.bytes)).toBe(
        '{"columns":["place","born","amount","seen","note","op_flag","update_time"]}\n',
      );
    }
  });

  testOn.each([
    [2, [2, 2, 2, 1]],
    [3, [3, 3, 1]],
    [7, [7, 0]],
    [8, [7]],
    [1, [1, 1, 1, 1, 1, 1, 1, 0]],
  ])('equal update times straddle the borders of pages of %i', async (pageRows, sizes) => {
    const table = make();
    await exchange.insert(
      table,
      numbered(7, (i) => ({ update_time: i < 5 ? '2020-11-30 08:30:00.123456' : '2020-11-30 08:30:00.123457' })),
    );
    const pages = await pagesOf(table, since('2020-11-30 08:30:00.123456'), { pageRows });
    expect(pages.map(({ rows }) => rows)).toEqual(sizes);
    expect(places(pages)).toEqual(numbered(7).map(({ place }) => place));
    expect(pages.map(({ watermark }) => watermark !== undefined)).toEqual(sizes.map((_, i) => i === sizes.length - 1));
    expect(
      (await pagesOf(table, since('2020-11-30 08:30:00.123457'), { pageRows })).flatMap((page) => places([page])),
    ).toEqual(['p005', 'p006']);
  });

  testOn.each<[string, readonly string[], readonly Written[]]>([
    [
      'a text, by the order that the database itself has for it',
      ['place'],
      ['a', 'B', 'ä', '漯河', 'Z', "o'brien", 'back\\slash', '100%', 'a b', '豫', '𠮷', '😀', '_', '"'].map(
        (place) => ({ place }),
      ),
    ],
    [
      'a day',
      ['born'],
      ['0999-12-31', '1900-01-01', '2020-02-29', '2020-03-01', '9999-12-31'].map((born) => ({ born })),
    ],
    [
      'a number',
      ['amount'],
      ['-9.50', '-10.00', '0.00', '9.00', '10.00', '100.00', '9.99'].map((amount) => ({ amount })),
    ],
    [
      'a number of more digits than a float holds',
      ['amount'],
      [
        '9007199254740993.01',
        '9007199254740993.02',
        '9007199254740993.03',
        '9007199254740993.04',
        '9007199254740994.00',
      ].map((amount) => ({ amount })),
    ],
    [
      'a moment',
      ['seen'],
      ['2020-11-30 08:30:00', '2020-11-30 08:30:01', '1999-12-31 23:59:59', '2020-11-30 00:00:00'].map((seen) => ({
        seen,
      })),
    ],
    [
      'all of them together',
      ['place', 'born', 'amount', 'seen'],
      ['x', 'y'].flatMap((place) =>
        ['2020-01-01', '2020-01-02'].flatMap((born) =>
          ['2.00', '10.00'].flatMap((amount) =>
            ['2020-11-30 08:30:00', '2020-11-30 09:30:00'].map((seen) => ({ place, born, amount, seen })),
          ),
        ),
      ),
    ],
  ])('by a key that is %s: each row once, in pages of two, in full and as an increment', async (_, key, rows) => {
    const table = make(key);
    await exchange.insert(
      table,
      rows.map((row) => written({ ...row, update_time: '2020-11-30 08:30:00.5' })),
    );
    const ordered = await exchange.ask(
      `SELECT ${key.join(', ')} FROM ${table.schema}.${table.table} ORDER BY ${key.join(', ')}`,
    );
    const at = key.map((name) => table.columns.findIndex((column) => column.name === name));
    for (const readOptions of [full, since('2020-11-30 00:00:00')]) {
      expect(
        rowsOf(await pagesOf(table, readOptions, { pageRows: 2 })).map((row) => at.map((i) => row[i]).join(' | ')),
      ).toEqual(ordered);
    }
  });

  testOn(
    'what is rewritten, inserted and marked D between two pages comes with the next run, and what was not read ' +
      'yet is left out',
    async () => {
      const table = make();
      const name = `${table.schema}.${table.table}`;
      await exchange.insert(
        table,
        numbered(8, () => ({ update_time: '2020-11-30 08:30:00' })),
      );
      const pages = await pagesOf(table, since('2020-11-30 08:30:00'), {}, async (page) => {
        if (page > 1) return;
        await exchange.owner.run(`UPDATE ${name} SET note = '更正' WHERE place IN ('p001', 'p005')`);
        await exchange.owner.run(`UPDATE ${name} SET op_flag = 'D' WHERE place = 'p006'`);
        await exchange.insert(table, [written({ place: 'p0000' }), written({ place: 'p999' })]);
      });
      expect(places(pages)).toEqual(['p000', 'p001', 'p002', 'p003', 'p004', 'p007']);
      const watermark = pages.at(-1)?.watermark ?? '';
      const next = rowsOf(await pagesOf(table, since(watermark)));
      expect(next.map(([place, , , , note, flag]) => `${place} ${note} ${flag}`).toSorted()).toEqual([
        'p0000 null I',
        'p001 更正 I',
        'p005 更正 I',
        'p006 null D',
        'p999 null I',
      ]);
    },
  );

  testOn('after a full read the next run begins where it began', async () => {
    const table = make();
    const name = `${table.schema}.${table.table}`;
    await exchange.insert(table, numbered(6));
    const pages = await pagesOf(table, full, {}, async (page) => {
      if (page > 1) return;
      await exchange.owner.run(`UPDATE ${name} SET note = '更正' WHERE place IN ('p000', 'p004')`);
      await exchange.insert(table, [written({ place: 'a' }), written({ place: 'p0045' })]);
    });
    expect(places(pages)).toEqual(['p000', 'p001', 'p002', 'p003', 'p004', 'p0045', 'p005']);
    expect(places(await pagesOf(table, since(pages.at(-1)?.watermark ?? ''))).toSorted()).toEqual([
      'a',
      'p000',
      'p004',
      'p0045',
    ]);
  });

  testOn(
    'a transaction that is committed late, under an earlier time, is found within the overlap and not without it',
    async () => {
      const table = make();
      const slow = await exchange.connectTo({ readOnly: false });
      await slow.run(system === 'postgresql' ? 'BEGIN' : 'START TRANSACTION');
      await exchange.insert(table, [written({ place: 'late' })], slow);
      const first = await pagesOf(table, since('2020-01-01 00:00:00'));
      expect(places(first)).toEqual([]);
      await slow.run('COMMIT');
      await slow.close();
      const watermark = first.at(-1)?.watermark ?? '';
      expect(places(await pagesOf(table, since(watermark), { overlapSeconds: 0 }))).toEqual([]);
      expect(places(await pagesOf(table, since(watermark), { overlapSeconds: 600 }))).toEqual(['late']);
    },
  );

  testOn('the bounds use the database’s clock, not ours', async () => {
    const table = make();
    await exchange.insert(table, [written()]);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('1999-01-01') });
    const pages = await pagesOf(table, since('2020-01-01 00:00:00')).finally(() => vi.useRealTimers());
    expect(places(pages)).toEqual(['漯河']);
    const watermark = Date.parse(`${(pages[0]?.watermark ?? '').slice(0, 19)}Z`);
    expect(Math.abs(watermark - Date.now())).toBeLessThan(60_000);
  });

  testOn.each<[string, string, string | null, string]>([
    ['a day', 'born', '2020-02-29', '2020-02-29'],
    ['a day long ago', 'born', '0001-01-01', '0001-01-01'],
    ['a moment', 'seen', '2020-11-30 23:59:59', '2020-11-30 23:59:59'],
    ['a number with its places', 'amount', '1.5', '1.50'],
    ['a number below zero', 'amount', '-0.05', '-0.05'],
    ['a number of eighteen digits', 'amount', '9999999999999999.99', '9999999999999999.99'],
    ...[
      '王芳',
      '𠮷野家 😀👨‍👩‍👧',
      `' " \`; DROP TABLE x; --`,
      'C:\\temp\\new\\',
      '一\n二\r\n三\t四',
      '',
      ' 前后 ',
      '\u2028\u2029\u0085',
      'null',
      '{{page}} %s ? $1',
      '0',
    ].map((text): [string, string, string, string] => [`a text: ${JSON.stringify(text)}`, 'note', text, text]),
  ])('%s is the database’s own text', async (_, name, value, text) => {
    const table = make();
    await exchange.insert(table, [written({ [name]: value })]);
    const [row] = rowsOf(await pagesOf(table, full));
    expect(row?.[table.columns.findIndex((column) => column.name === name)]).toBe(text);
  });

  testOn('an empty cell is null, and the update time has its microseconds', async () => {
    const table = make();
    await exchange.insert(table, [{ place: '空', update_time: '2020-11-30 08:30:00.123456' }]);
    expect(rowsOf(await pagesOf(table, full))).toEqual([
      [
        '空',
        null,
        null,
        null,
        null,
        'I',
        system === 'postgresql' ? '2020-11-30 08:30:00.123456+00' : '2020-11-30 08:30:00.123456',
      ],
    ]);
  });

  testOn('PostgreSQL refuses NUL; MySQL returns it, also in a key', async () => {
    const table = make();
    const insert = exchange.insert(table, [written({ place: 'a\0b', note: '\0' }), written({ place: 'a\0c' })]);
    if (system === 'postgresql') return await expect(insert).rejects.toThrow('invalid byte sequence');
    await insert;
    expect(rowsOf(await pagesOf(table, full, { pageRows: 1 })).map(([place, , , , note]) => [place, note])).toEqual([
      ['a\0b', '\0'],
      ['a\0c', null],
    ]);
  });

  testOn('works with NO_BACKSLASH_ESCAPES', async () => {
    if (system === 'postgresql') return;
    const table = make();
    await exchange.insert(table, [
      written({ place: "a'\\" }),
      written({ place: "b' OR '1'='1" }),
      written({ place: 'c' }),
    ]);
    await exchange.owner.run("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH'");
    const pages = pagesOf(table, full, { pageRows: 1 });
    await pages.catch(() => undefined);
    await exchange.owner.run("SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES'");
    expect(places(await pages)).toEqual(["a'\\", "b' OR '1'='1", 'c']);
  });

  testOn('pages of 20,000 rows', async () => {
    const table = make();
    const name = `${table.schema}.${table.table}`;
    await exchange.owner.run(
      system === 'postgresql'
        ? `INSERT INTO ${name} (place, note) SELECT 'p' || i, repeat('内容', 100) FROM generate_series(1, 20005) i`
        : `INSERT INTO ${name} (place, note) SELECT CONCAT('p', seq), REPEAT('内容', 100) FROM exchange.seq_1_to_20005`,
    );
    const pages = await pagesOf(table, full, { pageRows: 20_000 });
    expect(pages.map(({ rows }) => rows)).toEqual([20_000, 5]);
    expect(new Set(places(pages)).size).toBe(20_005);
  });

  testOn('always: the pages of an increment are the rows from its bound to its beginning, each once', async () => {
    const table = make(['place', 'amount']);
    const times = [
      '2020-11-30 08:30:00.000001',
      '2020-11-30 08:30:00.000002',
      '2020-11-30 08:30:05',
      '2037-01-01 00:00:00',
    ] as const;
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = createRandom(seed);
      await exchange.owner.run(`DELETE FROM ${table.schema}.${table.table}`);
      const rows = new Map(
        Array.from(
          { length: random.between(0, 30) },
          () => [`${random.between(0, 5)}/${random.between(-20, 20)}`, random.pick(times)] as const,
        ),
      );
      const cells = [...rows].map(([key, time]) => ({
        place: key.split('/')[0] ?? '',
        amount: `${key.split('/')[1]}.00`,
        time,
      }));
      for (const { place, amount, time } of cells)
        await exchange.insert(table, [written({ place, amount, update_time: time })]);
      const [bound, overlapSeconds, pageRows] = [random.pick(times), random.pick([0, 5]), random.between(1, 7)];
      const pages = await pagesOf(table, since(bound), { pageRows, overlapSeconds });
      const overlapStart = bound === times[2] ? '2020-11-30 08:30:00' : '2020-11-30 08:29:55';
      const from = overlapSeconds === 0 || bound === times[3] ? bound : overlapStart;
      const expected = cells
        .filter(({ time }) => time >= from && time !== times[3])
        .map(({ place, amount }) => `${place}/${amount}`);
      expect([
        seed,
        rowsOf(pages)
          .map(([place, , amount]) => `${place}/${amount}`)
          .toSorted(),
      ]).toEqual([seed, expected.toSorted()]);
      expect(pages.slice(0, -1).every((page) => page.rows === pageRows)).toBe(true);
    }
  });
});
