import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInShanghai } from '../../lib/kernel/instant.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import { Finding } from '../../schemas/collection/finding.ts';
import { confirmLinkRoute } from '../../schemas/collection/routes.ts';
import { queryRecordsRoute, readHistoryRoute, readDatasetStateRoute } from '../../schemas/records/routes.ts';
import { counted, sizeOf } from './amounts.ts';
import type { DemoSettings } from './demo-command.ts';
import { openStage, shown, upload, type Stage } from './demo-context.ts';
import { fillTemplate, firstDataRow } from './fill-template.ts';
import { linesOf, placesOf, plantedPlaces, titleOf } from './finding-places.ts';
import { inOrder, registered } from './registered.ts';
import { repairFailedRows } from './repair-failed-rows.ts';

/** The whole demo; throws Mismatch at the first thing that is not as it must be. */
export async function playDemo(settings: DemoSettings): Promise<void> {
  const stage = await openStage(settings);
  const { story, data } = stage;
  const template = await downloadTemplate(stage);
  const typed = await fillIn(stage, template);
  await checkAtTheDesk(stage, typed);
  const first = await deliverTyped(stage, typed);
  await listFaults(stage, first);
  const repaired = await repair(stage);
  const second = await deliverRepaired(stage, repaired);
  await lookUp(stage, first, second, repaired);
  await confirmLink(stage);
  await deliverAgain(stage, template);
  story.came(`信息资源“${data.content.metadata.name}”现有 ${counted(data.valid.length)} 条记录，问题 0 处。`);
}

async function downloadTemplate({ story, data, folder, guiji }: Stage): Promise<string> {
  story.step('下载模板');
  const name = '模板.xlsx';
  const { code, stdout } = await shown(story, guiji, 'template', data.dataset, '--out', name);
  story.came(stdout);
  story.same('模板已下载', code, 0);
  return join(folder, name);
}

async function fillIn({ story, data, folder }: Stage, template: string): Promise<string> {
  story.step(`在下载的模板里填写 ${counted(data.typed.length)} 行`);
  const path = join(folder, '户籍信息.xlsx');
  await fillTemplate(template, data.content, data.typed, path);
  story.came(`户籍信息.xlsx，${await sizeOf(path)}`);
  story.same('已填写', data.typed.length, data.valid.length);
  return path;
}

async function checkAtTheDesk({ story, data, guiji }: Stage, path: string): Promise<void> {
  story.step('报送之前，在本机离线检查');
  const { code, stdout } = await shown(story, guiji, 'check', path);
  story.came(stdout.split('\n').slice(0, 12).join('\n'));
  const all = await guiji('check', path, '--json');
  story.same('有错误，退出码 1', [code, all.code], [1, 1]);
  story.same(
    `离线检查找到的正是放入的 ${data.faults.length} 处`,
    placesOf(linesOf(all.stdout).slice(0, -1)),
    plantedPlaces(data),
  );
}

async function deliverTyped(stage: Stage, path: string): Promise<Delivery> {
  const { story, data } = stage;
  story.step('全量报送');
  const delivery = await upload(stage, path, 'full', '批注');
  const { rejected, faults, valid } = data;
  const { rowCounts } = delivery;
  story.same('已公开', delivery.status, 'published');
  story.same(
    `对账：读取 = 新增 + 变更 + 未变 + 退回`,
    rowCounts === undefined ? null : rowCounts.new + rowCounts.changed + rowCounts.unchanged + rowCounts.rejected,
    valid.length,
  );
  story.same(
    `退回 ${rejected.length} 行，错误 ${rejected.length} 处，提醒 ${faults.length - rejected.length} 处`,
    [rowCounts?.read, rowCounts?.rejected, rowCounts?.errors, rowCounts?.warnings],
    [valid.length, rejected.length, rejected.length, faults.length - rejected.length],
  );
  return delivery;
}

async function listFaults({ story, data, guiji, folder }: Stage, delivery: Delivery): Promise<void> {
  story.step('查看问题和批注文件');
  const { stdout } = await shown(story, guiji, 'findings', delivery.id, '--json');
  const findings = linesOf(stdout).map((line) => Finding.parse(line));
  const kinds = Map.groupBy(findings, ({ code }) => code);
  for (const [code, { length }] of [...kinds].toSorted(([, one], [, other]) => other.length - one.length))
    story.came(`${String(length).padStart(3)} 处  ${titleOf(code)}`);
  const example = findings[0];
  if (example !== undefined) story.came(`例如 ${example.column ?? ''}${example.row ?? ''}：${example.detail}`);
  story.same(`问题正是放入的 ${data.faults.length} 处，一处不多、一处不少`, placesOf(findings), plantedPlaces(data));
  story.came(
    `批注文件 ${await sizeOf(join(folder, '批注', '户籍信息（批注）.xlsx'))}，待修改的行 ${await sizeOf(join(folder, '批注', '户籍信息（待修改）.xlsx'))}`,
  );
}

async function repair({ story, data, folder, guiji }: Stage): Promise<string> {
  story.step('对照原件，在“待修改”文件中改正');
  const path = join(folder, '户籍信息（已改正）.xlsx');
  const repaired = await repairFailedRows(
    join(folder, '批注', '户籍信息（待修改）.xlsx'),
    data.content,
    (row) => data.valid[row - firstDataRow] ?? {},
    path,
  );
  story.came(`改正了 ${repaired.rows} 行、${repaired.cells} 个单元格`);
  story.same('退回的行都在“待修改”文件中', repaired.rows, data.rejected.length);
  const { code, stdout } = await shown(story, guiji, 'check', path);
  story.came(stdout);
  story.same('离线检查：没有问题', code, 0);
  return path;
}

async function deliverRepaired(stage: Stage, path: string): Promise<Delivery> {
  const { story, data, guiji } = stage;
  story.step('把改正的行按增量报送');
  const delivery = await upload(stage, path, 'increment');
  const { rowCounts } = delivery;
  const { length } = data.rejected;
  story.same(
    '已公开，问题 0 处',
    [delivery.status, rowCounts?.errors, rowCounts?.warnings, rowCounts?.rejected],
    ['published', 0, 0, 0],
  );
  story.same(
    '对账：读取 = 新增 + 变更 + 未变',
    [rowCounts?.read, rowCounts === undefined ? null : rowCounts.new + rowCounts.changed + rowCounts.unchanged],
    [length, length],
  );
  const { stdout } = await guiji('findings', delivery.id, '--json');
  story.same('问题清单是空的', stdout, '');
  return delivery;
}

async function lookUp(
  { story, data, provider }: Stage,
  first: Delivery,
  second: Delivery,
  repaired: string,
): Promise<void> {
  story.step('查询一条改正过的记录：现在、来源、改正之前');
  const { content, dataset } = data;
  const canonical = registered(content, data.codeLists, dayInShanghai(new Date().toISOString()));
  // Rather somebody who is new in the register: before the repair there was nothing of them.
  const at = data.rejected.at(-1) ?? 0;
  const values = canonical(data.valid[at] ?? {});
  const key = Object.fromEntries(content.key.map((field) => [field, values[field] ?? '']));
  const subject = values[content.subject?.field ?? ''] ?? '';

  story.sent(`POST /api/datasets/${dataset}/query　按业务主键（号码在请求正文中，不出现在地址和日志里）`);
  const byKey = await provider.call(queryRecordsRoute, { params: { dataset }, body: { key } });
  story.same(
    '按主键查到一条，各项与原件一致',
    byKey.items.map((record) => inOrder(record.values)),
    [values],
  );
  const bySubject = await provider.call(queryRecordsRoute, { params: { dataset }, body: { subject } });
  story.same(
    '按主体查到同一条',
    bySubject.items.map((record) => inOrder(record.values)),
    [values],
  );

  const { versions } = await provider.call(readHistoryRoute, { params: { dataset }, body: { key } });
  const [newest] = versions;
  story.came(
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
  story.same(
    `改正之前（${asOf}）：${expected.length === 0 ? '还没有这条记录' : '是更早的版本'}`,
    before.items.map((record) => record.seq),
    expected,
  );
  if (newest === earlier) story.came('改正后的内容与更早的版本相同，没有重复登记。');
  else
    story.same(
      '来源是改正后的文件：批次、行号、校验值一致',
      [newest?.lineage.delivery, newest?.lineage.row, newest?.lineage.rawHash],
      [second.id, firstDataRow + data.rejected.indexOf(at), hash],
    );
}

async function confirmLink({ story, data, operator }: Stage): Promise<void> {
  story.step('市政府信息中心验收挂接');
  const { dataset } = data;
  const { links } = await operator.call(readDatasetStateRoute, { params: { dataset } });
  const linked = links.find(({ channel, state }) => channel === 'excel' && state === 'linked');
  if (linked === undefined) story.sent(`POST /api/datasets/${dataset}/link　以信息中心账号 information-center-system`);
  const link =
    linked ??
    (await operator.call(confirmLinkRoute, {
      params: { dataset },
      body: { channel: 'excel', comment: '演示：核对无误。' },
    }));
  story.came(
    `回执 ${link.receipt?.number ?? ''}，验收人 ${link.receipt?.confirmedBy ?? ''}，当时 ${counted(link.receipt?.records ?? 0)} 条记录${linked === undefined ? '' : '（以前的演示中已验收）'}`,
  );
  story.same('已挂接', link.state, 'linked');
}

/** The whole register once more, as it is on paper; then the very same file again. */
async function deliverAgain(stage: Stage, template: string): Promise<void> {
  const { story, data, folder, operator } = stage;
  const { dataset, content, valid } = data;
  story.step('全部核对无误的 5,000 行再作一次全量报送');
  const path = join(folder, '户籍信息（全部核对）.xlsx');
  await fillTemplate(template, content, valid, path);
  const whole = await upload(stage, path, 'full');
  story.same(
    '已公开，问题 0 处',
    [whole.status, whole.rowCounts?.errors, whole.rowCounts?.warnings],
    ['published', 0, 0],
  );
  story.same(
    '没有新增：改正的行都已在库，一条不重',
    [whole.rowCounts?.read, whole.rowCounts?.new, whole.rowCounts?.rejected],
    [valid.length, 0, 0],
  );
  const before = await operator.call(readDatasetStateRoute, { params: { dataset } });
  story.same('记录数等于行数', before.records, valid.length);

  story.step('同一份文件原样再报一次');
  const again = await upload(stage, path, 'full');
  story.same(
    '全部未变，问题 0 处',
    [again.rowCounts?.read, again.rowCounts?.unchanged, again.rowCounts?.errors, again.rowCounts?.removed],
    [valid.length, valid.length, 0, 0],
  );
  const after = await operator.call(readDatasetStateRoute, { params: { dataset } });
  story.same(
    '什么都没有写入：发布点没有移动',
    [after.publishedSeq, after.publications.length],
    [before.publishedSeq, before.publications.length],
  );
}
