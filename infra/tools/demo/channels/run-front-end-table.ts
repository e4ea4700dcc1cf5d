import type { Client } from 'pg';
import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import { listFindingsRoute } from '../../../../schemas/collection/routes.ts';
import { listRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { seedCodeLists, seedDatasets } from '../../../seeds/index.ts';
import { connectSource, readNewestVersion, showReceipt, readAllRecords, run, type DemoSource } from './demo-source.ts';
import { connectAs, type Database, declareTable, insertVehicles, tableName } from './vehicles-table.ts';

const rejectedName = 'public_security.vehicles_rejected';
const firstRowCount = 300;

/** `rows` are not in the table yet. */
type Context = {
  readonly channel: DemoSource;
  readonly database: Database;
  readonly writer: Client;
  readonly owner: Client;
  readonly rows: readonly SyntheticRow[];
};

/** Writes, changes and deletes, and compares the records each time. */
export async function runFrontEndTable(channel: DemoSource, database: Database): Promise<void> {
  const writer = await connectAs(database.writer, database);
  const owner = await connectAs(database.owner, database);
  try {
    const rows = newRows(await countWhere(owner, 'true'));
    const context = { channel, database, writer, owner, rows };
    await showFirstRead(context);
    await showChanges(context);
    await showRejectedRow(context);
    await showReconcile(context);
  } finally {
    await Promise.all([writer.end(), owner.end()]);
  }
}

async function showFirstRead(context: Context): Promise<void> {
  const { channel, database, writer, rows } = context;
  const { reporter } = channel;
  reporter.step('前置库：市公安局的车辆信息，从登记到首次读取');
  await insertVehicles(writer, rows.slice(0, firstRowCount));
  reporter.received(`部门以自己的账号 ${database.writer.user} 写入 ${firstRowCount} 行（合成数据）`);
  const first = await connectSource(channel, declareTable(database), {
    user: database.user,
    password: database.password,
  });
  await showReceipt(channel, first);
  await assertRecordsEqual(context);
  const unacknowledged = await countWhere(writer, `exchange_status <> '1' AND op_flag <> 'D'`);
  reporter.assertEqual('全部行已回写“已接收”', unacknowledged, 0);
}

async function showChanges(context: Context): Promise<void> {
  const { channel, writer, rows } = context;
  const { reporter } = channel;
  reporter.step('前置库：新增 3 行、变更 2 行、删除 1 行，下次读取时到达');
  const [changed = '', alsoChanged = '', deleted = ''] = await readVins(writer);
  await insertVehicles(writer, rows.slice(firstRowCount, firstRowCount + 3));
  await writer.query(
    `UPDATE ${tableName} SET buyer_name = buyer_name || '（更名）', op_flag = 'U' WHERE vin IN ($1, $2)`,
    [changed, alsoChanged],
  );
  await writer.query(`UPDATE ${tableName} SET op_flag = 'D' WHERE vin = $1`, [deleted]);
  const { lastSuccess } = (await runWithReceipt(channel)).health;
  reporter.assertEqual('到达的变化：新增 3、变更 2、删除 1', [lastSuccess?.changed, lastSuccess?.removed], [6, 1]);
  await assertRecordsEqual(context);
  await showLineage(channel, changed);
  const newest = await readNewestVersion(channel, { vin: deleted });
  reporter.assertEqual('删除的记录成为一个“移除”的版本', newest?.removed, true);
}

async function showLineage(channel: DemoSource, vin: string): Promise<void> {
  const { reporter } = channel;
  const { lineage } = (await readNewestVersion(channel, { vin })) ?? {};
  const { table = '', page = 0, row = 0, delivery = '' } = lineage ?? {};
  reporter.received(`来源追溯：表 ${table}，主键 vin，第 ${page} 页第 ${row} 行，批次 ${delivery}`);
  reporter.assertEqual('每个值都能追到表和主键', [table, lineage?.key?.['vin'] === vin], [tableName, true]);
}

async function showRejectedRow(context: Context): Promise<void> {
  const { channel, writer, rows } = context;
  const { reporter } = channel;
  reporter.step('前置库：有一行不合格，部门在自己的库里看到原因，改正后自动接收');
  const { vin, buyer_number: buyerNumber, ...rest } = rows[firstRowCount + 3] ?? {};
  await insertVehicles(writer, [{ ...rest, vin: vin ?? null, buyer_number: '123' }]);
  await runWithReceipt(channel);
  const { rows: entries } = await writer.query<{ code: string; column_name: string; detail: string }>(
    `SELECT code, column_name, detail FROM ${rejectedName} WHERE vin = $1`,
    [vin],
  );
  reporter.received(`${rejectedName}：${entries[0]?.column_name ?? ''}　${entries[0]?.detail ?? ''}`);
  reporter.assertEqual('退回表中有这一行', entries.length, 1);
  reporter.assertEqual('平台留存为待处理的退回行', await countRejectedRows(channel), 1);
  await writer.query(`UPDATE ${tableName} SET buyer_number = $1 WHERE vin = $2`, [buyerNumber, vin]);
  await runWithReceipt(channel);
  reporter.assertEqual('改正后退回行自动了结', await countRejectedRows(channel), 0);
  await assertRecordsEqual(context);
}

async function showReconcile({ channel, writer, owner }: Context): Promise<void> {
  const { reporter } = channel;
  reporter.step('前置库：有人绕过触发器悄悄改动，全量核对找出并修复');
  const vin = (await readVins(writer)).at(-1) ?? '';
  // A new value each time the demo runs.
  const engineNumber = `QJ${String(Date.now()).slice(-10)}`;
  await owner.query(`ALTER TABLE ${tableName} DISABLE TRIGGER USER`);
  await owner.query(`UPDATE ${tableName} SET engine_number = $1 WHERE vin = $2`, [engineNumber, vin]);
  await owner.query(`ALTER TABLE ${tableName} ENABLE TRIGGER USER`);
  const { lastReconciled } = (await run(channel, 'reconcile-now')).health;
  const { rows = 0, records = 0, ranges = 0, rangesDiffering = 0, delivery = '' } = lastReconciled ?? {};
  reporter.received(`核对：来源 ${rows} 行，平台 ${records} 条，${ranges} 个区间中 ${rangesDiffering} 个不一致`);
  const findings = await channel.provider.api.call(listFindingsRoute, { params: { delivery } });
  for (const { page, row, detail } of findings.items.slice(0, 5))
    reporter.received(`第 ${page ?? 0} 页第 ${row ?? 0} 行：${detail}`);
  const newest = await readNewestVersion(channel, { vin });
  reporter.assertEqual(
    '找出 1 条不一致，已按来源改正',
    [lastReconciled?.differing, rangesDiffering, newest?.values['engine_number']],
    [1, 1, engineNumber],
  );
}

async function readVins(writer: Client): Promise<readonly string[]> {
  const { rows } = await writer.query<{ vin: string }>(
    `SELECT vin FROM ${tableName} WHERE op_flag <> 'D' ORDER BY vin COLLATE "C"`,
  );
  return rows.map(({ vin }) => vin);
}

async function assertRecordsEqual({ channel, writer }: Context): Promise<void> {
  const records = (await readAllRecords(channel)).map((values) => String(values['vin']));
  const rows = await readVins(writer);
  channel.reporter.assertEqual('平台的记录与前置库表一致', records.toSorted(), rows.toSorted());
}

async function runWithReceipt(channel: DemoSource): Promise<Source> {
  const source = await run(channel);
  await showReceipt(channel, source);
  return source;
}

async function countRejectedRows({ operator, dataset, channel }: DemoSource): Promise<number> {
  return (await operator.api.call(listRejectedRowsRoute, { params: { dataset, channel } })).items.length;
}

/** Row n is the same however many are generated. */
function newRows(existing: number): SyntheticRow[] {
  const seed = seedDatasets().find(({ dataset }) => dataset === 'vehicles');
  if (seed === undefined) throw new Error('there is no seed vehicles');
  const options = { seed: 57, count: existing + firstRowCount + 4, today: '2026-11-23' };
  return [...syntheticRows(seed.content, seedCodeLists(), options)].slice(existing);
}

async function countWhere(client: Client, condition: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT COUNT(*) AS count FROM ${tableName} WHERE ${condition}`,
  );
  return Number(rows[0]?.count ?? 0);
}
