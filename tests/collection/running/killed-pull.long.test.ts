import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseServers } from '../../../infra/local/database-servers/database-servers.ts';
import { password, type RunningDatabase } from '../../../infra/local/database-servers/running-database.ts';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { describeTable } from '../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../lib/collection/front-end/generate-account-script.ts';
import { generateDdl } from '../../../lib/collection/front-end/generate-ddl.ts';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { listDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, recordsOf, runCollection } from '../../running/running-collection.ts';
import { sourceAt } from '../../running/running-source.ts';

/** How many pulls are disturbed; `PULL_KILLS=40` for a longer run. */
const wanted = Number(process.env['PULL_KILLS'] ?? 3);
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

const vehicles = seedDatasets().find(({ dataset }) => dataset === 'vehicles');
if (vehicles === undefined) throw new Error('no seed');
const { dataset, content } = vehicles;
const provider = callerWithRole('provider');
const source = sourceAt(dataset, 'database', provider);
const server = databaseServers.find(({ system }) => system === 'postgresql');
const made = describeTable(dataset, 1, content);
const at = `${made.schema}.${made.table}`;

let database: RunningDatabase;
let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  if (server?.found !== true) return;
  database = await server.start();
  database.run(generateDdl(made, 'postgresql'));
  database.run(generateAccountScript(made, 'postgresql').replaceAll(/请换成\S+账号的密码/g, password));
  running = await runCollection({
    SOURCE_ADDRESSES: `127.0.0.1:${database.port}`,
    LEASE_SECONDS: '1',
    PART_ROWS: '60',
    SOURCE_RETRY_SECONDS: '0.05',
  });
});
afterAll(async () => {
  await running?.close();
  await database?.close();
});

const write = (script: string) => expect(database.run(script, `${made.schema}_writer`)).toMatchObject({ ok: true });
const tableNow = () =>
  database.run(`SELECT vin || ' ' || buyer_name FROM ${at} WHERE op_flag <> 'D';`).stdout.trim().split('\n').toSorted();
const recordsNow = async () =>
  (await recordsOf(dataset, provider)).map(({ values }) => `${values['vin']} ${values['buyer_name']}`).toSorted();

test.skipIf(server?.found !== true)(
  `${wanted} pulls whose worker is killed at random points lose nothing and double nothing (PostgreSQL; skipped where it is not found)`,
  { timeout: 1_800_000 },
  async () => {
    const rows = [
      ...syntheticRows(content, seedCodeLists(), { seed: 9, count: 240 + wanted * 40, today: '2026-11-23' }),
    ];
    const insert = (from: number, to: number) =>
      write(
        rows
          .slice(from, to)
          .map(
            (row) =>
              `INSERT INTO ${at} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row)
                .map((value) => (value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`))
                .join(', ')});`,
          )
          .join('\n'),
      );
    const { next: random } = createRandom(seed);
    insert(0, 240);
    await running.startWorker();
    await source.register(
      SourceDeclaration.parse({
        channel: 'database',
        system: 'postgresql',
        host: '127.0.0.1',
        port: database.port,
        database: 'postgres',
        tls: 'off',
        pageRows: 20,
        overlapSeconds: 5,
        statementSeconds: 1,
      }),
      { user: `${made.schema}_guiji`, password },
    );
    await source.test();
    await source.confirm();
    await source.until(({ health }) => health.lastSuccess !== undefined);

    for (let run = 0; run < wanted; run += 1) {
      await running.standBy();
      const some = 240 + run * 40;
      insert(some, some + 40);
      write(
        `UPDATE ${at} SET buyer_name = '第 ${run} 次更名' WHERE vin IN (SELECT vin FROM ${at} ORDER BY md5(vin || '${run}') LIMIT 30);`,
      );
      write(
        `UPDATE ${at} SET op_flag = CASE op_flag WHEN 'D' THEN 'U' ELSE 'D' END WHERE vin IN (SELECT vin FROM ${at} ORDER BY md5('${run}' || vin) LIMIT 5);`,
      );
      await source.operate(random() < 0.3 ? 'reconcile-now' : 'run-now');
      const points = Array.from({ length: 1 + Math.floor(random() * 2) }, () => Math.floor(random() ** 2 * 1_200));
      for (const point of points) {
        await new Promise((resolve) => setTimeout(resolve, point));
        await running.killWorker();
        await running.startWorker();
      }
      const said = `seed ${seed}, run ${run}, killed after ${points.join(' and ')} ms`;
      await source.until(({ running: now, health }) => now === undefined && health.streak > 0, 90);
      // What was written while the run was on its way comes with the next.
      await source.run();
      expect(await recordsNow(), said).toEqual(tableNow());
      expect(database.run(`SELECT COUNT(*) FROM ${at} WHERE exchange_status <> '1';`).stdout.trim(), said).toBe('0');
    }
    const { items } = listDeliveriesRoute.answer.body.parse(
      await ask(listDeliveriesRoute, { params: { dataset }, query: { limit: '200' }, caller: provider }),
    );
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['published']));
    for (const { rowCounts } of items)
      expect(rowCounts?.read).toBe(
        (rowCounts?.new ?? 0) + (rowCounts?.changed ?? 0) + (rowCounts?.unchanged ?? 0) + (rowCounts?.rejected ?? 0),
      );
  },
);
