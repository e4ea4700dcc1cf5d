import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInShanghai } from '../../../lib/kernel/instant.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { queryRecordsRoute, readHistoryRoute, readDatasetStateRoute } from '../../../schemas/records/routes.ts';
import { formatCount, formatFileSize } from './amounts.ts';
import type { DemoSettings } from './demo-command.ts';
import { openDemoContext, runAndReport, upload, type DemoContext } from './demo-context.ts';
import { fillTemplate, firstDataRow } from './fill-template.ts';
import { parseJsonLines, listFindingPlaces, listInjectedPlaces, getFindingTitle } from './finding-places.ts';
import { sortByKey, registered } from './registered.ts';
import { repairFailedRows } from './repair-failed-rows.ts';

/** Throws Mismatch at the first unexpected result. */
export async function runWorkbookDemo(settings: DemoSettings): Promise<void> {
  const context = await openDemoContext(settings);
  const { reporter, data } = context;
  const template = await downloadTemplate(context);
  const typed = await fillIn(context, template);
  await checkOffline(context, typed);
  const first = await deliverTyped(context, typed);
  await listFaults(context, first);
  const repaired = await repair(context);
  const second = await deliverRepaired(context, repaired);
  await lookUp(context, first, second, repaired);
  await confirmLink(context);
  await deliverAgain(context, template);
  reporter.received(
    `信息资源“${data.content.metadata.name}”现有 ${formatCount(data.valid.length)} 条记录，问题 0 处。`,
  );
}

async function downloadTemplate({ reporter, data, folder, guiji }: DemoContext): Promise<string> {
  reporter.step('下载模板');
  const name = '模板.xlsx';
  const { code, stdout } = await runAndReport(reporter, guiji, 'template', data.dataset, '--out', name);
  reporter.received(stdout);
  reporter.assertEqual('模板已下载', code, 0);
  return join(folder, name);
}

async function fillIn({ reporter, data, folder }: DemoContext, template: string): Promise<string> {
  reporter.step(`在下载的模板里填写 ${formatCount(data.typed.length)} 行`);
  const path = join(folder, '户籍信息.xlsx');
  await fillTemplate(template, data.content, data.typed, path);
  reporter.received(`户籍信息.xlsx，${await formatFileSize(path)}`);
  reporter.assertEqual('已填写', data.typed.length, data.valid.length);
  return path;
}

async function checkOffline({ reporter, data, guiji }: DemoContext, path: string): Promise<void> {
  reporter.step('报送之前，在本机离线检查');
  const { code, stdout } = await runAndReport(reporter, guiji, 'check', path);
  reporter.received(stdout.split('\n').slice(0, 12).join('\n'));
  const all = await guiji('check', path, '--json');
  reporter.assertEqual('有错误，退出码 1', [code, all.code], [1, 1]);
  reporter.assertEqual(
    `离线检查找到的正是放入的 ${data.faults.length} 处`,
    listFindingPlaces(parseJsonLines(all.stdout).slice(0, -1)),
    listInjectedPlaces(data),
  );
}

const annotatedName = '户籍信息（批注）.xlsx';
const rejectedName = '户籍信息（待修改）.xlsx';

async function deliverTyped(context: DemoContext, path: string): Promise<Delivery> {
  const { reporter, data } = context;
  reporter.step('全量报送');
  const delivery = await upload(context, path, 'full', ['--annotated', annotatedName, '--rejected-rows', rejectedName]);
  const { rejected, faults, valid } = data;
  const { rowCounts } = delivery;
  reporter.assertEqual('已公开', delivery.status, 'published');
  reporter.assertEqual(
    `对账：读取 = 新增 + 变更 + 未变 + 退回`,
    rowCounts === undefined ? null : rowCounts.new + rowCounts.changed + rowCounts.unchanged + rowCounts.rejected,
    valid.length,
  );
  reporter.assertEqual(
    `退回 ${rejected.length} 行，错误 ${rejected.length} 处，提醒 ${faults.length - rejected.length} 处`,
    [rowCounts?.read, rowCounts?.rejected, rowCounts?.errors, rowCounts?.warnings],
    [valid.length, rejected.length, rejected.length, faults.length - rejected.length],
  );
  return delivery;
}

async function listFaults({ reporter, data, guiji, folder }: DemoContext, delivery: Delivery): Promise<void> {
  reporter.step('查看问题和批注文件');
  const { stdout } = await runAndReport(reporter, guiji, 'findings', delivery.id, '--json');
  const findings = parseJsonLines(stdout).map((line) => Finding.parse(line));
  const kinds = Map.groupBy(findings, ({ code }) => code);
  for (const [code, { length }] of [...kinds].toSorted(([, one], [, other]) => other.length - one.length))
    reporter.received(`${String(length).padStart(3)} 处  ${getFindingTitle(code)}`);
  const example = findings[0];
  if (example !== undefined) reporter.received(`例如 ${example.column ?? ''}${example.row ?? ''}：${example.detail}`);
  reporter.assertEqual(
    `问题正是放入的 ${data.faults.length} 处，一处不多、一处不少`,
    listFindingPlaces(findings),
    listInjectedPlaces(data),
  );
  reporter.received(
    `批注文件 ${await formatFileSize(join(folder, annotatedName))}，待修改的行 ${await formatFileSize(join(folder, rejectedName))}`,
  );
}

async function repair({ reporter, data, folder, guiji }: DemoContext): Promise<string> {
  reporter.step('对照原件，在“待修改”文件中改正');
  const path = join(folder, '户籍信息（已改正）.xlsx');
  const repaired = await repairFailedRows(
    join(folder, rejectedName),
    data.content,
    (row) => data.valid[row - firstDataRow] ?? {},
    path,
  );
  reporter.received(`改正了 ${repaired.rows} 行、${repaired.cells} 个单元格`);
  reporter.assertEqual('退回的行都在“待修改”文件中', repaired.rows, data.rejected.length);
  const { code, stdout } = await runAndReport(reporter, guiji, 'check', path);
  reporter.received(stdout);
  reporter.assertEqual('离线检查：没有问题', code, 0);
  return path;
}

async function deliverRepaired(context: DemoContext, path: string): Promise<Delivery> {
  const { reporter, data, guiji } = context;
  reporter.step('把改正的行按增量报送');
  const delivery = await upload(context, path, 'increment');
  const { rowCounts } = delivery;
  const { length } = data.rejected;
  reporter.assertEqual(
    '已公开，问题 0 处',
    [delivery.status, rowCounts?.errors, rowCounts?.warnings, rowCounts?.rejected],
    ['published', 0, 0, 0],
  );
  reporter.assertEqual(
    '对账：读取 = 新增 + 变更 + 未变',
    [rowCounts?.read, rowCounts === undefined ? null : rowCounts.new + rowCounts.changed + rowCounts.unchanged],
    [length, length],
  );
  const { stdout } = await guiji('findings', delivery.id, '--json');
  reporter.assertEqual('问题清单是空的', stdout, '');
  return delivery;
}

async function lookUp(
  { reporter, data, provider }: DemoContext,
  first: Delivery,
  second: Delivery,
  repaired: string,
): Promise<void> {
  reporter.step('查询一条改正过的记录：现在、来源、改正之前');
  const { content, dataset } = data;
  const canonical = registered(content, data.codeLists, dayInShanghai(new Date().toISOString()));
  // Prefers a person without an earlier record, for whom the repair makes the difference.
  const at = data.rejected.at(-1) ?? 0;
  const values = canonical(data.valid[at] ?? {});
  const key = Object.fromEntries(content.key.map((field) => [field, values[field] ?? '']));
  const subject = values[content.subject?.field ?? ''] ?? '';

  reporter.sent(`POST /api/v1/datasets/${dataset}/query　按业务主键（号码在请求正文中，不出现在地址和日志里）`);
  const byKey = await provider.call(queryRecordsRoute, { params: { dataset }, body: { key } });
  reporter.assertEqual(
    '按主键查到一条，各项与原件一致',
    byKey.items.map((record) => sortByKey(record.values)),
    [values],
  );
  const bySubject = await provider.call(queryRecordsRoute, { params: { dataset }, body: { subject } });
  reporter.assertEqual(
    '按主体查到同一条',
    bySubject.items.map((record) => sortByKey(record.values)),
    [values],
  );

  const { versions } = await provider.call(readHistoryRoute, { params: { dataset }, body: { key } });
  const [newest] = versions;
  reporter.received(
    versions
      .map(
        ({ seq, removed, lineage }) =>
          `第 ${seq} 次：${removed ? '减少' : '登记'}，批次 ${lineage.delivery}，${lineage.fileName ?? ''} ${lineage.sheet ?? ''}!${lineage.row ?? ''} 行，报送人 ${lineage.by ?? ''}，原始文件 SHA-256 ${(lineage.rawHash ?? '').slice(0, 12)}…`,
      )
      .join('\n'),
  );
  const hash = createHash('sha256')
    .update(await readFile(repaired))
    .digest('hex');
  const asOf = first.finishedAt ?? first.createdAt;
  const before = await provider.call(queryRecordsRoute, { params: { dataset }, body: { key, asOf } });
  const earlier = versions.find(({ seq }) => seq <= (first.seq ?? 0));
  const expected = earlier === undefined || earlier.removed ? [] : [earlier.seq];
  reporter.assertEqual(
    `改正之前（${asOf}）：${expected.length === 0 ? '还没有这条记录' : '是更早的版本'}`,
    before.items.map((record) => record.seq),
    expected,
  );
  if (newest === earlier) reporter.received('改正后的内容与更早的版本相同，没有重复登记。');
  else
    reporter.assertEqual(
      '来源是改正后的文件：批次、行号、校验值一致',
      [newest?.lineage.delivery, newest?.lineage.row, newest?.lineage.rawHash],
      [second.id, firstDataRow + data.rejected.indexOf(at), hash],
    );
}

async function confirmLink({ reporter, data, operator }: DemoContext): Promise<void> {
  reporter.step('市政府信息中心验收挂接');
  const { dataset } = data;
  const { links } = await operator.call(readDatasetStateRoute, { params: { dataset } });
  const linked = links.find(({ channel, state }) => channel === 'excel' && state === 'linked');
  if (linked === undefined)
    reporter.sent(`POST /api/v1/datasets/${dataset}/link　以信息中心账号 information-center-system`);
  const link =
    linked ??
    (await operator.call(confirmLinkRoute, {
      params: { dataset },
      body: { channel: 'excel', comment: '演示：核对无误。' },
    }));
  reporter.received(
    `回执 ${link.receipt?.number ?? ''}，验收人 ${link.receipt?.confirmedBy ?? ''}，当时 ${formatCount(link.receipt?.records ?? 0)} 条记录${linked === undefined ? '' : '（以前的演示中已验收）'}`,
  );
  reporter.assertEqual('已挂接', link.state, 'linked');
}

async function deliverAgain(context: DemoContext, template: string): Promise<void> {
  const { reporter, data, folder, operator } = context;
  const { dataset, content, valid } = data;
  reporter.step('全部核对无误的 5,000 行再作一次全量报送');
  const path = join(folder, '户籍信息（全部核对）.xlsx');
  await fillTemplate(template, content, valid, path);
  const whole = await upload(context, path, 'full');
  reporter.assertEqual(
    '已公开，问题 0 处',
    [whole.status, whole.rowCounts?.errors, whole.rowCounts?.warnings],
    ['published', 0, 0],
  );
  reporter.assertEqual(
    '没有新增：改正的行都已在库，一条不重',
    [whole.rowCounts?.read, whole.rowCounts?.new, whole.rowCounts?.rejected],
    [valid.length, 0, 0],
  );
  const before = await operator.call(readDatasetStateRoute, { params: { dataset } });
  reporter.assertEqual('记录数等于行数', before.records, valid.length);

  reporter.step('同一份文件原样再报一次');
  const again = await upload(context, path, 'full');
  reporter.assertEqual(
    '全部未变，问题 0 处',
    [again.rowCounts?.read, again.rowCounts?.unchanged, again.rowCounts?.errors, again.rowCounts?.removed],
    [valid.length, valid.length, 0, 0],
  );
  const after = await operator.call(readDatasetStateRoute, { params: { dataset } });
  reporter.assertEqual(
    '什么都没有写入：发布点没有移动',
    [after.publishedSeq, after.publications.length],
    [before.publishedSeq, before.publications.length],
  );
}
