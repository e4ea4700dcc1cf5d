import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import { auditColumns } from '../../../../schemas/collection/front-end-table.ts';
import type { DatabaseDeclaration } from '../../../../schemas/collection/sources/database-declaration.ts';
import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import { describeTimesOf, describeWindowOf } from '../../../../schemas/collection/sources/rhythm.ts';
import type { downloadConnectionSheetRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../../schemas/collection/sources/state-names.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { minuteInShanghai } from '../../../kernel/instant.ts';
import { ownValue } from '../../../kernel/own-value.ts';
import { describeTable } from '../../front-end/describe-table.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import { originName } from '../pull/submit-delivery.ts';

/** Answers the connection sheet (对接单), which holds no password. */
export async function downloadConnectionSheet(
  { caller, params }: RouteInput<typeof downloadConnectionSheetRoute>,
  ports: FindSourcePorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  const text = connectionSheet(source, version);
  return {
    file: new TextEncoder().encode(text),
    name: `${version.content.metadata.name}（${sourceChannelNames[source.channel]}对接单）.txt`,
  };
}

/** Writes plain text, one item a line. */
export function connectionSheet(source: SourceRecord, version: DatasetVersion): string {
  const { metadata } = version.content;
  const lines = [
    `${metadata.name} ${sourceChannelNames[source.channel]}对接单`,
    '',
    `信息资源    ${metadata.name}（${source.dataset}，目录第 ${version.version} 版）`,
    `数据源      ${originName(source, version)}`,
    `状态        ${sourceStateNames[source.state]}`,
    `凭据        ${describeSecret(source.secret)}；密码和密钥不在本单中，由双方另行保管`,
    `时间表      ${describeTimetable(source.timetable)}`,
    ...(source.receipt === undefined ? [] : [`回执        ${source.receipt.number}，${source.receipt.toProvider}`]),
    '',
    ...(source.declaration.channel === 'database'
      ? databaseLines(source.dataset, source.declaration, version)
      : interfaceLines(source.declaration, version)),
  ];
  return `${lines.join('\n')}\n`;
}

function describeSecret(secret: SourceRecord['secret']): string {
  return secret === undefined ? '尚未登记' : `已登记（${secret.parts.join('、')}），${minuteInShanghai(secret.at)}`;
}

function describeTimetable(timetable: SourceRecord['timetable']): string {
  const hours = timetable.window === undefined ? '' : `，仅在 ${describeWindowOf(timetable)} 之间`;
  return `${describeTimesOf(timetable)}（北京时间）${hours}`;
}

function databaseLines(dataset: string, declaration: DatabaseDeclaration, version: DatasetVersion): string[] {
  const { schema, table, rejected, columns, key } = describeTable(dataset, version.version, version.content);
  const own = declaration.schema ?? schema;
  const system = declaration.system === 'postgresql' ? 'PostgreSQL（或兼容的数据库）' : 'MySQL / MariaDB';
  const database = declaration.database === undefined ? '' : `，库 ${declaration.database}`;
  const tls = declaration.tls === 'verify' ? '使用 TLS 并验证证书' : '不使用 TLS';
  const keyColumns = key.map((name) => ownValue(declaration.columns, name) ?? name).join('、');
  return [
    `数据库      ${system}，${declaration.host}:${declaration.port}${database}，${tls}`,
    `数据表      ${own}.${declaration.table ?? table}（主键 ${keyColumns}）`,
    `退回行      ${own}.${rejected}：平台未接收的行和原因，每个问题一行`,
    `账号        ${own}_writer 供本部门写入；${own}_guiji 供平台读取和回写`,
    '',
    '写入方法',
    '  1. 新增和变更直接写入或更新数据行；update_time 由数据库填写，不要自行赋值。',
    '  2. 删除一条记录时把 op_flag 改为 D，不要删除数据行。',
    '  3. 平台按 update_time 读取变化的行，随后在 exchange_status 回写结果：0 待交换，1 已接收，2 未接收。',
    `  4. 未接收的行在 error_msg 和 ${rejected} 表中有原因，改正后平台会自动再次读取。`,
    '',
    '数据列',
    ...columns.map(({ name, comment }) => `  ${ownValue(declaration.columns, name) ?? name}  ${comment}`),
    '',
    '平台所需的列',
    ...Object.entries(auditColumns).map(([name, comment]) => `  ${name}  ${comment}`),
  ];
}

function interfaceLines(declaration: InterfaceDeclaration, version: DatasetVersion): string[] {
  const labels = new Map(version.content.fields.map(({ key, label }) => [key, label]));
  // User info and query may hold secrets.
  const [address = ''] = declaration.request.url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1').split(/[?#]/);
  const { requestsPerMinute, concurrency, timeoutSeconds } = declaration.limits;
  const answer = `${declaration.answer.format.toUpperCase()}，${declaration.answer.charset.toUpperCase()}`;
  return [
    `接口        ${declaration.request.method} ${address}`,
    `认证        ${declaration.authentication.kind}`,
    `应答        ${answer}，数据列表位于 ${declaration.answer.records}`,
    `调用限制    每分钟至多 ${requestsPerMinute} 次，同时 ${concurrency} 个，每次至多 ${timeoutSeconds} 秒`,
    '',
    '信息项对应',
    ...declaration.fields.map(({ field, from }) => `  ${labels.get(field) ?? field}（${field}）  取自 ${from}`),
  ];
}
