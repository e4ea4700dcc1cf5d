import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseServer } from '../../../infra/local/database-servers/database-servers.ts';
import { password, type RunningDatabase } from '../../../infra/local/database-servers/running-database.ts';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { describeTable } from '../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../lib/collection/front-end/generate-account-script.ts';
import { generateDdl } from '../../../lib/collection/front-end/generate-ddl.ts';
import { syntheticRows, type SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { downloadConnectionSheetRoute } from '../../../schemas/collection/sources/routes.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';
import { readHistoryRoute } from '../../../schemas/records/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, findingsOf, recordsOf, runCollection } from '../../running/running-collection.ts';
import { sourceAt } from '../../running/running-source.ts';

const seed = seedDatasets().find(({ dataset }) => dataset === 'vehicles');
if (seed === undefined) throw new Error('no seed');
const { dataset, content } = seed;
const provider = callerWithRole('provider');
const made = describeTable(dataset, 1, content);
const rows = [...syntheticRows(content, seedCodeLists(), { seed: 57, count: 120, today: '2026-11-23' })];

/** What must hold of a front-end table, on a real server. */
export function frontEndTables({ name, system, found, start }: DatabaseServer): void {
  describe(`a front-end table on ${name} (skipped where it is not found)`, () => {
    let database: RunningDatabase;
    let running: Awaited<ReturnType<typeof runCollection>>;
    beforeAll(async () => {
      if (!found) return;
      database = await start();
      database.run(generateDdl(made, system));
      database.run(generateAccountScript(made, system).replaceAll(/请换成\S+账号的密码/g, password));
      running = await runCollection({ SOURCE_ADDRESSES: `127.0.0.1:${database.port}`, LEASE_SECONDS: '5' });
      await running.startWorker();
    });
    afterAll(async () => {
      await running?.close();
      await database?.close();
    });

    const at = `${made.schema}.${made.table}`;
    const source = sourceAt(dataset, 'database', provider);
    const write = (script: string, account = `${made.schema}_writer`) => {
      const { ok, stderr } = database.run(script, account);
      expect([ok, stderr]).toEqual([true, '']);
    };
    const ask1 = (script: string) => database.run(script).stdout.trim();
    const text = (value: SyntheticRow[string] | undefined) =>
      value === null || value === undefined ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
    const insert = (some: readonly SyntheticRow[]) =>
      write(
        some
          .map(
            (row) =>
              `INSERT INTO ${at} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(text).join(', ')});`,
          )
          .join('\n'),
      );
    const vinOf = (row: SyntheticRow | undefined) => String(row?.['vin']);
    const shown = async () =>
      (await recordsOf(dataset, provider)).map(({ values }) => String(values['vin'])).toSorted();
    const keys = () => ask1(`SELECT vin FROM ${at} WHERE op_flag <> 'D' ORDER BY vin;`).split('\n').toSorted();

    test.skipIf(!found)('is registered, tested, confirmed, and read', async () => {
      insert(rows.slice(0, 100));
      await source.register(
        SourceDeclaration.parse({
          channel: 'database',
          system,
          host: '127.0.0.1',
          port: database.port,
          ...(system === 'postgresql' ? { database: 'postgres' } : {}),
          tls: 'off',
          pageRows: 30,
          overlapSeconds: 2,
        }),
        { user: `${made.schema}_guiji`, password },
      );
      const tested = await source.test();
      expect(tested).toMatchObject({ ok: true, rows: 30, rejected: 0 });
      expect(tested.fields.filter(({ state }) => state === 'unmapped')).toEqual([]);
      const confirmed = await source.confirm();
      expect(confirmed.receipt?.toProvider).toContain('确认数据推送成功');
      expect(confirmed.receipt?.toCentre).toContain('确认数据获取成功');
      const first = await source.until(({ health }) => health.lastSuccess !== undefined);
      expect(first.health).toMatchObject({
        streak: 1,
        breaker: 'closed',
        acknowledgement: 'written',
        lastSuccess: { rows: 100, pages: 4, changed: 100, rejected: 0 },
      });
      expect(await shown()).toEqual(keys());
      expect(ask1(`SELECT COUNT(*) FROM ${at} WHERE exchange_status = '1' AND exchange_time IS NOT NULL;`)).toBe('100');
    });

    test.skipIf(!found)('what is written, changed and deleted comes with the next run, with its lineage', async () => {
      insert(rows.slice(100, 110));
      write(
        `UPDATE ${at} SET buyer_name = '测试更名' WHERE vin = '${vinOf(rows[0])}'; UPDATE ${at} SET op_flag = 'D' WHERE vin = '${vinOf(rows[1])}';`,
      );
      const { health } = await source.run();
      expect(health.lastSuccess).toMatchObject({ changed: 12, removed: 1, rejected: 0 });
      expect(await shown()).toEqual(keys());
      const delivery = readDeliveryRoute.answer.body.parse(
        await ask(readDeliveryRoute, { params: { delivery: health.lastSuccess?.delivery ?? '' }, caller: provider }),
      );
      const { rowCounts } = delivery;
      expect(delivery).toMatchObject({ channel: 'database', mode: 'increment', status: 'published', fileName: at });
      expect(rowCounts?.read).toBe(
        (rowCounts?.new ?? 0) + (rowCounts?.changed ?? 0) + (rowCounts?.unchanged ?? 0) + (rowCounts?.rejected ?? 0),
      );
      const history = readHistoryRoute.answer.body.parse(
        await ask(readHistoryRoute, {
          params: { dataset },
          caller: provider,
          body: JSON.stringify({ key: { vin: vinOf(rows[0]) } }),
        }),
      );
      expect(history.versions[0]?.values['buyer_name']).toBe('测试更名');
      expect(history.versions[0]?.lineage).toMatchObject({
        delivery: delivery.id,
        table: at,
        key: { vin: vinOf(rows[0]) },
        rawHash: delivery.rawHash,
      });
      const gone = readHistoryRoute.answer.body.parse(
        await ask(readHistoryRoute, {
          params: { dataset },
          caller: provider,
          body: JSON.stringify({ key: { vin: vinOf(rows[1]) } }),
        }),
      );
      expect(gone.versions[0]).toMatchObject({ removed: true, lineage: { table: at } });
    });

    test.skipIf(!found)('nothing new is no delivery', async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await source.run();
      const { health } = await source.run();
      expect(health.lastSuccess).toMatchObject({ rows: 0, changed: 0 });
      expect(health.lastSuccess?.delivery).toBeUndefined();
    });

    test.skipIf(!found)(
      'a rejected row is acknowledged to the department, stays pending, and is published once it is corrected',
      async () => {
        const bad = { ...rows[110], buyer_number: '123' };
        insert([bad]);
        expect((await source.run()).health.lastSuccess).toMatchObject({ rejected: 1 });
        expect(ask1(`SELECT exchange_status FROM ${at} WHERE vin = '${vinOf(bad)}';`)).toBe('2');
        expect(
          database.run(`SELECT code, column_name, detail FROM ${at}_rejected;`, `${made.schema}_writer`).stdout,
        ).toMatch(/^citizen-id-or-credit-code-format\tbuyer_number\t“身份证号”/);
        const [rejectedRow] = await source.rejectedRows();
        expect(rejectedRow).toMatchObject({
          kind: 'row',
          state: 'pending',
          codes: ['citizen-id-or-credit-code-format'],
          field: 'buyer_number',
        });

        write(`UPDATE ${at} SET buyer_number = '${String(rows[110]?.['buyer_number'])}' WHERE vin = '${vinOf(bad)}';`);
        await source.run();
        expect(await source.rejectedRows()).toEqual([]);
        expect(ask1(`SELECT exchange_status FROM ${at} WHERE vin = '${vinOf(bad)}';`)).toBe('1');
        expect(ask1(`SELECT COUNT(*) FROM ${at}_rejected;`)).toBe('0');
        expect(await shown()).toEqual(keys());
      },
    );

    test.skipIf(!found)('a rejected row is corrected and replayed; a second replay changes nothing', async () => {
      const bad = { ...rows[111], buyer_number: '456' };
      insert([bad]);
      await source.run();
      const [rejectedRow] = await source.rejectedRows();
      const id = rejectedRow?.id ?? '';
      expect(
        await source.replay([{ id, correction: { buyer_number: String(rows[111]?.['buyer_number']) } }]),
      ).toMatchObject({ replayed: 1 });
      await source.until(({ rejectedRowCount }) => rejectedRowCount === 0);
      expect(await shown()).toEqual(keys());
      const records = await recordsOf(dataset, provider);
      expect(await source.replay([{ id }])).toMatchObject({ replayed: 0 });
      expect(await recordsOf(dataset, provider)).toEqual(records);
    });

    test.skipIf(!found)(
      'what was committed late under an older time is found when all is compared, and so is what differs',
      async () => {
        const touch =
          system === 'postgresql'
            ? `ALTER TABLE ${at} DISABLE TRIGGER USER;`
            : `DROP TRIGGER ${made.schema}.${made.table}_touch;`;
        const late = { ...rows[112], update_time: '2020-01-01 00:00:00' };
        write(
          `${touch} INSERT INTO ${at} (${Object.keys(late).join(', ')}) VALUES (${Object.values(late).map(text).join(', ')}); UPDATE ${at} SET buyer_name = '悄悄更名' WHERE vin = '${vinOf(rows[3])}';`,
          system === 'postgresql' ? 'postgres' : 'root',
        );
        await source.run();
        expect(await shown()).not.toEqual(keys());
        const { health } = await source.run('reconcile-now');
        // A row corrected here alone is outdated by the source: it is rejected again, and its record stays.
        expect(health.lastReconciled).toMatchObject({ ranges: 256, missing: 1, differing: 1, extra: 0 });
        expect(health.lastReconciled?.rangesDiffering).toBeGreaterThanOrEqual(2);
        expect(await shown()).toEqual(keys());
        const codes = (
          await findingsOf({ ...(await readDelivery(health.lastReconciled?.delivery ?? '')) }, provider)
        ).map(({ code }) => code);
        expect(codes).toEqual(expect.arrayContaining(['record-missing-here', 'record-differs']));
      },
    );
    const readDelivery = async (delivery: string) =>
      readDeliveryRoute.answer.body.parse(await ask(readDeliveryRoute, { params: { delivery }, caller: provider }));

    test.skipIf(!found)('the connection sheet says all but the password', async () => {
      const sheet = String(
        await ask(downloadConnectionSheetRoute, { params: { dataset, channel: 'database' }, caller: provider }),
      );
      expect(sheet).toContain(at);
      expect(sheet).toContain(`${made.schema}_guiji`);
      expect(sheet).not.toContain(password);
    });

    test.skipIf(!found).each<[string, string, string]>([
      [
        'the table is gone',
        `ALTER TABLE ${at} RENAME TO ${system === 'postgresql' ? 'hidden' : `${made.schema}.hidden`};`,
        'table-not-found',
      ],
      [
        'it is there again',
        `ALTER TABLE ${made.schema}.hidden RENAME TO ${system === 'postgresql' ? made.table : at};`,
        '',
      ],
      ['a required column is missing', `ALTER TABLE ${at} RENAME COLUMN buyer_name TO buyer;`, 'column-missing'],
      ['it is there again', `ALTER TABLE ${at} RENAME COLUMN buyer TO buyer_name;`, ''],
      [
        'an optional column is missing, which the catalogue may have got since: no fault',
        `ALTER TABLE ${at} RENAME COLUMN engine_number TO engine;`,
        '',
      ],
      ['and it is there again', `ALTER TABLE ${at} RENAME COLUMN engine TO engine_number;`, ''],
      [
        'the platform may not read',
        `REVOKE SELECT ON ${at} FROM ${system === 'postgresql' ? `${made.schema}_guiji` : `'${made.schema}_guiji'@'%'`};`,
        'permission-denied',
      ],
      [
        'it may again',
        `GRANT SELECT ON ${at} TO ${system === 'postgresql' ? `${made.schema}_guiji` : `'${made.schema}_guiji'@'%'`};`,
        '',
      ],
    ])('%s: said by name, and over when it is', async (_, script, code) => {
      const before = await shown();
      write(script, system === 'postgresql' ? 'postgres' : 'root');
      const { health } = await source.run();
      if (code === '') expect(health.streak).toBeGreaterThan(0);
      else expect(health.lastFailure?.code).toBe(code);
      expect(await shown()).toEqual(before);
    });
  });
}
