import { Client } from 'pg';
import { listFindingsRoute } from '../../../../schemas/collection/routes.ts';
import { listRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import type { DemoDepartment } from '../../../local/demo-department/open-department.ts';
import { seedCodeLists, seedDatasets } from '../../../seeds/index.ts';
import { syntheticRows, type SyntheticRow } from '../../synthetic/synthetic-rows.ts';
import { connectSource, readNewestVersion, showReceipt, readAllRecords, run, type DemoSource } from './demo-source.ts';

type Database = NonNullable<DemoDepartment['database']>;

const [at, rejectedAt] = ['public_security.vehicles', 'public_security.vehicles_rejected'];
const rowsAtFirst = 300;

/** The department writes, changes and deletes in its table; each time the records are what the table says, and the department hears what became of its rows. */
export async function runFrontEndTable(channel: DemoSource, database: Database): Promise<void> {
  const { reporter } = channel;
  const as = async ({ user, password }: { readonly user: string; readonly password: string }) => {
    const client = new Client({
      host: database.host,
      port: database.port,
      database: database.database,
      user,
      password,
    });
    await client.connect();
    return client;
  };
  const writer = await as(database.writer);
  const owner = await as(database.owner);
  const vins = async () =>
    (
      await writer.query<{ vin: string }>(`SELECT vin FROM ${at} WHERE op_flag <> 'D' ORDER BY vin COLLATE "C"`)
    ).rows.map(({ vin }) => vin);
  const shown = async () => (await readAllRecords(channel)).map((values) => String(values['vin'])).toSorted();
  const assertEqual = async () =>
    reporter.assertEqual('平台的记录与前置库表一致', await shown(), (await vins()).toSorted());
  try {
    const rows = newRows(await count(owner));
    reporter.step('前置库：市公安局的车辆信息，从登记到首次读取');
    await insert(writer, rows.slice(0, rowsAtFirst));
    reporter.received(`部门以自己的账号 ${database.writer.user} 写入 ${rowsAtFirst} 行（合成数据）`);
    const declaration = SourceDeclaration.parse({
      channel: 'database',
      system: 'postgresql',
      host: database.host,
      port: database.port,
      database: database.database,
      tls: 'off',
      pageRows: 100,
      overlapSeconds: 5,
    });
    const first = await connectSource(channel, declaration, { user: database.user, password: database.password });
    await showReceipt(channel, first);
    await assertEqual();
    reporter.assertEqual(
      '全部行已回写“已接收”',
      await countWhere(writer, `exchange_status <> '1' AND op_flag <> 'D'`),
      0,
    );

    reporter.step('前置库：新增 3 行、变更 2 行、删除 1 行，下次读取时到达');
    const before = await vins();
    const [changed = '', other = '', gone = ''] = before;
    await insert(writer, rows.slice(rowsAtFirst, rowsAtFirst + 3));
    await writer.query(`UPDATE ${at} SET buyer_name = buyer_name || '（更名）', op_flag = 'U' WHERE vin IN ($1, $2)`, [
      changed,
      other,
    ]);
    await writer.query(`UPDATE ${at} SET op_flag = 'D' WHERE vin = $1`, [gone]);
    const { health } = await receipted(channel, await run(channel));
    reporter.assertEqual(
      '到达的变化：新增 3、变更 2、删除 1',
      [health.lastSuccess?.changed, health.lastSuccess?.removed],
      [6, 1],
    );
    await assertEqual();
    const { lineage } = (await readNewestVersion(channel, { vin: changed })) ?? {};
    reporter.received(
      `来源追溯：表 ${lineage?.table ?? ''}，主键 vin，第 ${lineage?.page ?? 0} 页第 ${lineage?.row ?? 0} 行，批次 ${lineage?.delivery ?? ''}`,
    );
    reporter.assertEqual('每个值都能追到表和主键', [lineage?.table, lineage?.key?.['vin'] === changed], [at, true]);
    reporter.assertEqual(
      '删除的记录成为一个“移除”的版本',
      (await readNewestVersion(channel, { vin: gone }))?.removed,
      true,
    );

    reporter.step('前置库：有一行不合格，部门在自己的库里看到原因，改正后自动接收');
    const bad = rows[rowsAtFirst + 3];
    await insert(writer, [{ ...bad, buyer_number: '123' }]);
    await receipted(channel, await run(channel));
    const told = await writer.query<{ code: string; column_name: string; detail: string }>(
      `SELECT code, column_name, detail FROM ${rejectedAt} WHERE vin = $1`,
      [bad?.['vin']],
    );
    reporter.received(`${rejectedAt}：${told.rows[0]?.column_name ?? ''}　${told.rows[0]?.detail ?? ''}`);
    reporter.assertEqual('退回表中有这一行', told.rows.length, 1);
    const waiting = await channel.operator.api.call(listRejectedRowsRoute, {
      params: { dataset: channel.dataset, channel: channel.channel },
    });
    reporter.assertEqual('平台留存为待处理的退回行', waiting.items.length, 1);
    await writer.query(`UPDATE ${at} SET buyer_number = $1 WHERE vin = $2`, [bad?.['buyer_number'], bad?.['vin']]);
    await receipted(channel, await run(channel));
    reporter.assertEqual(
      '改正后退回行自动了结',
      (
        await channel.operator.api.call(listRejectedRowsRoute, {
          params: { dataset: channel.dataset, channel: channel.channel },
        })
      ).items.length,
      0,
    );
    await assertEqual();

    reporter.step('前置库：有人绕过触发器悄悄改动，全量核对找出并修复');
    const quiet = (await vins()).at(-1) ?? '';
    // Another one each time that the demo is played.
    const engine = `QJ${String(Date.now()).slice(-10)}`;
    await owner.query(`ALTER TABLE ${at} DISABLE TRIGGER USER`);
    await owner.query(`UPDATE ${at} SET engine_number = $1 WHERE vin = $2`, [engine, quiet]);
    await owner.query(`ALTER TABLE ${at} ENABLE TRIGGER USER`);
    const { health: compared } = await run(channel, 'reconcile-now');
    const found = compared.lastReconciled;
    reporter.received(
      `核对：来源 ${found?.rows ?? 0} 行，平台 ${found?.records ?? 0} 条，${found?.ranges ?? 0} 个区间中 ${found?.rangesDiffering ?? 0} 个不一致`,
    );
    const findings = await channel.provider.api.call(listFindingsRoute, {
      params: { delivery: found?.delivery ?? '' },
    });
    for (const { page, row, detail } of findings.items.slice(0, 5))
      reporter.received(`第 ${page ?? 0} 页第 ${row ?? 0} 行：${detail}`);
    reporter.assertEqual(
      '找出 1 条不一致，已按来源改正',
      [
        found?.differing,
        found?.rangesDiffering,
        (await readNewestVersion(channel, { vin: quiet }))?.values['engine_number'],
      ],
      [1, 1, engine],
    );
  } finally {
    await Promise.all([writer.end(), owner.end()]);
  }
}

async function receipted(channel: DemoSource, source: Awaited<ReturnType<typeof run>>) {
  await showReceipt(channel, source);
  return source;
}

/** Rows that are not in the table yet: row n does not depend on how many are made. */
function newRows(there: number): SyntheticRow[] {
  const seed = seedDatasets().find(({ dataset }) => dataset === 'vehicles');
  if (seed === undefined) throw new Error('there is no seed vehicles');
  return [
    ...syntheticRows(seed.content, seedCodeLists(), { seed: 57, count: there + rowsAtFirst + 4, today: '2026-11-23' }),
  ].slice(there);
}

async function insert(client: Client, rows: readonly SyntheticRow[]): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    await client.query(
      `INSERT INTO ${at} (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
}

const count = async (client: Client): Promise<number> => await countWhere(client, 'true');

async function countWhere(client: Client, condition: string): Promise<number> {
  return Number(
    (await client.query<{ count: string }>(`SELECT COUNT(*) AS count FROM ${at} WHERE ${condition}`)).rows[0]?.count ??
      0,
  );
}
