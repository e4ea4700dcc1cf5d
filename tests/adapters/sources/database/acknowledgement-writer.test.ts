import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseServers } from '../../../../infra/local/database-servers/database-servers.ts';
import { password } from '../../../../infra/local/database-servers/running-database.ts';
import { openTableAcknowledgementWriter } from '../../../../lib/adapters/sources/database/acknowledgement-writer.ts';
import type { FrontEndTable } from '../../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../../lib/collection/front-end/generate-account-script.ts';
import type { AcknowledgementWriter, RejectedEntry } from '../../../../lib/collection/sources/ports.ts';
import {
  buildQueriedTable,
  faultOf,
  startExchange,
  tableWith,
  written,
  type Exchange,
  type Written,
} from './front-end-table-fixture.ts';

const readTime = '2020-11-30 08:30:00.123456';

describe.each(databaseServers)(
  'what became of its rows is written back on $name (skipped where it is not found)',
  (server) => {
    const { found, system } = server;
    const testOn = test.skipIf(!found);
    let exchange: Exchange;
    let made = 0;
    beforeAll(async () => {
      if (found) exchange = await startExchange(server);
    });
    afterAll(async () => await exchange?.close());

    /** Creates a table with its accounts and rows. */
    const withRows = async (rows: readonly Written[], key?: readonly string[]): Promise<FrontEndTable> => {
      const table = tableWith(`table_${(made += 1)}`, key);
      exchange.make(table);
      const script = generateAccountScript(table, system).replaceAll(/请换成\S+账号的密码/g, password);
      exchange.run(made === 1 ? script : script.replaceAll(/^CREATE (?:ROLE|USER).*$/gm, ''));
      await exchange.insert(
        table,
        rows.map((row) => written({ update_time: readTime, ...row })),
      );
      return table;
    };
    /** Opens the writer with the platform's account. */
    const telling = async <Result>(
      table: FrontEndTable,
      tell: (back: AcknowledgementWriter) => Promise<Result>,
    ): Promise<Result> => {
      const back = await openTableAcknowledgementWriter(
        exchange.connecting({ user: 'exchange_guiji', readOnly: false }),
        {
          ...buildQueriedTable(table, system),
          rejectedTable: table.rejected,
          rejectedKey: table.key,
          statementSeconds: 20,
        },
      );
      try {
        return await tell(back);
      } finally {
        await back.close();
      }
    };
    const at = ({ schema, table }: FrontEndTable) => `${schema}.${table}`;
    const marks = async (table: FrontEndTable) =>
      await exchange.ask(
        `SELECT ${table.key.join(', ')}, exchange_status, error_msg FROM ${at(table)} ORDER BY ${table.key.join(', ')}`,
      );
    const rejectedOf = async ({ schema, rejected, key }: FrontEndTable) =>
      await exchange.ask(
        `SELECT ${key.join(', ')}, delivery, code, column_name, detail FROM ${schema}.${rejected} ORDER BY ` +
          `${key.join(', ')}, code`,
      );
    const entry = (key: readonly string[], over: Partial<RejectedEntry> = {}): RejectedEntry => ({
      key,
      code: 'citizen-id-format',
      column: 'place',
      detail: '格式不符。',
      ...over,
    });

    testOn('accepted, rejected with a reason, and pending; accepting later removes the reason', async () => {
      const table = await withRows([{ place: 'a' }, { place: 'b' }, { place: 'c' }, { place: 'A' }]);
      await telling(table, (back) =>
        back.acknowledge([
          { key: ['a'], updateTime: readTime },
          { key: ['b'], updateTime: readTime, rejected: '“姓名”为空。' },
        ]),
      );
      expect((await marks(table)).toSorted()).toEqual(['A | 0 | ', 'a | 1 | ', 'b | 2 | “姓名”为空。', 'c | 0 | ']);
      expect(
        await exchange.ask(`SELECT place FROM ${at(table)} WHERE exchange_time IS NOT NULL ORDER BY place`),
      ).toEqual(['a', 'b']);
      await telling(table, (back) => back.acknowledge([{ key: ['b'], updateTime: readTime }]));
      expect((await marks(table)).find((mark) => mark.startsWith('b'))).toBe('b | 1 | ');
    });

    testOn(
      'nothing changes but the three exchange columns, and the update time does not move; told twice, not even those',
      async () => {
        const table = await withRows([
          { place: 'a', note: '一', batch_no: '7', op_flag: 'U' },
          { place: 'b', op_flag: 'D' },
        ]);
        const others = `SELECT place, born, amount, seen, note, op_flag, batch_no, create_time, update_time FROM ${at(table)} ORDER BY place`;
        const before = await exchange.ask(others);
        const acknowledged = [
          { key: ['a'], updateTime: readTime },
          { key: ['b'], updateTime: readTime, rejected: '不符' },
        ];
        await telling(table, (back) => back.acknowledge(acknowledged));
        expect(await exchange.ask(others)).toEqual(before);
        const times = `SELECT exchange_time FROM ${at(table)} ORDER BY place`;
        const first = await exchange.ask(times);
        await telling(table, (back) => back.acknowledge(acknowledged));
        expect(await exchange.ask(times)).toEqual(first);
      },
    );

    testOn('a row changed since it was read is skipped', async () => {
      const table = await withRows([{ place: 'a' }, { place: 'b' }, { place: 'c' }]);
      await exchange.owner.run(`UPDATE ${at(table)} SET note = '更正' WHERE place IN ('a', 'b')`);
      await telling(table, (back) =>
        back.acknowledge([
          { key: ['a'], updateTime: readTime },
          { key: ['b'], updateTime: readTime, rejected: '不符' },
          { key: ['c'], updateTime: readTime },
          { key: ['gone'], updateTime: readTime },
        ]),
      );
      expect(await marks(table)).toEqual(['a | 0 | ', 'b | 0 | ', 'c | 1 | ']);
    });

    testOn('a row changed after its acknowledgement is pending again', async () => {
      const table = await withRows([{ place: 'a' }]);
      await telling(table, (back) => back.acknowledge([{ key: ['a'], updateTime: readTime }]));
      exchange.run(`UPDATE ${at(table)} SET note = 'x' WHERE place = 'a';`, 'exchange_writer');
      expect(await marks(table)).toEqual(['a | 0 | ']);
    });

    testOn.each([
      ['letters', '内'.repeat(1_200), '内'.repeat(1_000)],
      ['faces, which are two units each', '😀'.repeat(1_200), '😀'.repeat(1_000)],
      ['a face on the border', `${'x'.repeat(999)}😀y`, `${'x'.repeat(999)}😀`],
    ])('a reason is truncated to the column: %s', async (_, reason, whole) => {
      const table = await withRows([{ place: 'a' }]);
      await telling(table, async (back) => {
        await back.acknowledge([{ key: ['a'], updateTime: readTime, rejected: reason }]);
        await back.reject('01J', [entry(['a'], { detail: reason, code: 'c'.repeat(80) })]);
      });
      const [kept] = await exchange.ask(`SELECT error_msg FROM ${at(table)}`);
      expect(kept).toBe(whole);
      const [told] = await exchange.ask(`SELECT detail FROM ${table.schema}.${table.rejected}`);
      expect(told).toBe(whole);
    });

    testOn.each<[string, readonly string[], readonly Written[]]>([
      ['a day', ['born'], [{ born: '2020-02-29' }, { born: '2020-03-01' }]],
      ['a moment', ['seen'], [{ seen: '2020-11-30 08:30:00' }, { seen: '2020-11-30 08:30:01' }]],
      ['a number', ['amount'], [{ amount: '1.50' }, { amount: '-1.50' }]],
      [
        'a number of more digits than a float holds',
        ['amount'],
        [{ amount: '9007199254740993.01' }, { amount: '9007199254740993.02' }],
      ],
      ['a text that is a number', ['place'], [{ place: '007' }, { place: '7' }]],
      ['a text with what SQL is made of', ['place'], [{ place: "x' OR '1'='1" }, { place: "x\\' OR 1=1 -- " }]],
      ['all of them together', ['seen', 'place', 'amount', 'born'], [{ place: '豫' }, { place: '豫', amount: '2.00' }]],
    ])('by a key that is %s: exactly that row', async (_, key, rows) => {
      const table = await withRows(rows, key);
      const keyOf = (row: Written | undefined) => key.map((name) => written(row)[name] ?? '');
      await telling(table, async (back) => {
        await back.reject(
          '01J',
          rows.map((row) => entry(keyOf(row))),
        );
        await back.acknowledge([{ key: keyOf(rows[0]), updateTime: readTime }]);
      });
      const marked = await exchange.ask(`SELECT ${key.join(', ')} FROM ${at(table)} WHERE exchange_status = '1'`);
      expect(marked).toEqual([keyOf(rows[0]).join(' | ')]);
      // Accepted rows have no entry any more.
      expect((await rejectedOf(table)).map((line) => line.split(' | ').slice(0, key.length).join(' | '))).toEqual([
        keyOf(rows[1]).join(' | '),
      ]);
      await telling(table, (back) =>
        back.acknowledge([{ key: keyOf(rows[1]), updateTime: readTime, rejected: '不符' }]),
      );
      expect((await exchange.ask(`SELECT exchange_status FROM ${at(table)}`)).toSorted()).toEqual(['1', '2']);
    });

    testOn(
      'a key that has two rows of faults has both; the same delivery told again replaces its own, a newer one ' +
        'what is of the same record',
      async () => {
        const table = await withRows([]);
        const told = async (delivery: string, entries: readonly RejectedEntry[]) =>
          await telling(table, (back) => back.reject(delivery, entries));
        await told('01A', [entry(['a']), entry(['a'], { code: 'required-cell-empty', column: null }), entry(['b'])]);
        const first = [
          'a | 01A | citizen-id-format | place | 格式不符。',
          'a | 01A | required-cell-empty |  | 格式不符。',
          'b | 01A | citizen-id-format | place | 格式不符。',
        ];
        expect(await rejectedOf(table)).toEqual(first);
        await told('01A', [entry(['a']), entry(['a'], { code: 'required-cell-empty', column: null }), entry(['b'])]);
        expect(await rejectedOf(table)).toEqual(first);
        await told('01B', [entry(['a']), entry(['c'])]);
        expect(await rejectedOf(table)).toEqual([
          'a | 01B | citizen-id-format | place | 格式不符。',
          'b | 01A | citizen-id-format | place | 格式不符。',
          'c | 01B | citizen-id-format | place | 格式不符。',
        ]);
        await told('01B', []);
        expect(await rejectedOf(table)).toEqual(['b | 01A | citizen-id-format | place | 格式不符。']);
        await telling(table, (back) => back.acknowledge([{ key: ['b'], updateTime: readTime, rejected: '还是不符' }]));
        expect(await rejectedOf(table)).toHaveLength(1);
        await telling(table, (back) => back.acknowledge([{ key: ['b'], updateTime: readTime }]));
        expect(await rejectedOf(table)).toEqual([]);
      },
    );

    testOn('more rows than one batch, and none', async () => {
      const rows = Array.from({ length: 1_203 }, (_, i) => ({ place: `p${i}` }));
      const table = await withRows(rows);
      await telling(table, async (back) => {
        await back.reject('01A', []);
        await back.acknowledge([]);
        await back.reject(
          '01A',
          rows.filter((_, i) => i % 2 === 0).map(({ place }) => entry([place])),
        );
        await back.acknowledge(
          rows.map(({ place }, i) => ({
            key: [place],
            updateTime: readTime,
            ...(i % 2 === 0 ? { rejected: '不符' } : {}),
          })),
        );
      });
      expect(
        await exchange.ask(
          `SELECT exchange_status, COUNT(*) FROM ${at(table)} GROUP BY exchange_status ORDER BY exchange_status`,
        ),
      ).toEqual(['1 | 601', '2 | 602']);
      expect(await exchange.ask(`SELECT COUNT(*) FROM ${table.schema}.${table.rejected}`)).toEqual(['602']);
    });

    testOn.each<[string, (table: FrontEndTable) => string, (back: AcknowledgementWriter) => Promise<unknown>]>([
      [
        'the exchange columns',
        (table) => `REVOKE UPDATE (exchange_status, exchange_time, error_msg) ON ${at(table)}`,
        (back) =>
          back.acknowledge([
            { key: ['a'], updateTime: readTime },
            { key: ['b'], updateTime: readTime, rejected: '不符' },
          ]),
      ],
      [
        'the entries of rejected rows',
        (table) => `REVOKE INSERT ON ${table.schema}.${table.rejected}`,
        (back) => back.reject('01A', [entry(['a'], { code: 'new-code' }), entry(['z'])]),
      ],
    ])('%s may not be written: permission-denied, and nothing is half done', async (_, revoke, tell) => {
      const table = await withRows([{ place: 'a' }, { place: 'b' }]);
      await telling(table, (back) => back.reject('01A', [entry(['a'])]));
      exchange.run(`${revoke(table)} FROM exchange_guiji;`);
      const [before, entries] = [await marks(table), await rejectedOf(table)];
      expect((await faultOf(telling(table, tell))).code).toBe('permission-denied');
      expect([await marks(table), await rejectedOf(table)]).toEqual([before, entries]);
    });

    testOn('the session works after a fault', async () => {
      const table = await withRows([{ place: 'a' }]);
      await telling(table, async (back) => {
        expect((await faultOf(back.reject('01A', [entry(['a'], { column: 'x'.repeat(100) })]))).code).toBe(
          'database-failed',
        );
        await back.reject('01B', [entry(['a'])]);
      });
      expect(await rejectedOf(table)).toEqual(['a | 01B | citizen-id-format | place | 格式不符。']);
    });

    testOn('a missing table of rejected rows is reported', async () => {
      const table = await withRows([{ place: 'a' }]);
      await exchange.owner.run(`DROP TABLE ${table.schema}.${table.rejected}`);
      expect(
        (await faultOf(telling(table, (back) => back.acknowledge([{ key: ['a'], updateTime: readTime }])))).code,
      ).toBe('table-not-found');
      expect(await marks(table)).toEqual(['a | 0 | ']);
    });
  },
);
