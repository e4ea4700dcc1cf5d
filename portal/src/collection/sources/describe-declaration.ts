import type { DatabaseDeclaration } from '../../../../schemas/collection/sources/database-declaration.ts';
import type { InterfaceDeclaration } from '../../../../schemas/collection/sources/interface-declaration.ts';
import {
  describeReconcileOf,
  describeTimesOf,
  describeWindowOf,
} from '../../../../schemas/collection/sources/rhythm.ts';
import type { SourceDeclaration, SourceTimetable } from '../../../../schemas/collection/sources/source.ts';
import { formatNumber } from '../../shared/format-number.ts';

/** A name and what is declared of it; none of it is secret. */
export type DeclaredFact = readonly [name: string, text: string];
export type DeclaredPart = { readonly title: string; readonly facts: readonly DeclaredFact[] };

type Registration = { readonly declaration: SourceDeclaration; readonly timetable: SourceTimetable };
type LabelOf = (field: string) => string;

export const authenticationNames = {
  none: '不需要认证',
  basic: '账号和密码（HTTP Basic）',
  bearer: '固定令牌（Bearer）',
  'api-key': '密钥',
  oauth2: 'OAuth 2.0 客户端凭据',
  placeholders: '凭据写在请求的指定位置',
  signature: '对每次调用签名',
} as const satisfies Record<InterfaceDeclaration['authentication']['kind'], string>;

/** Everything that is registered, in the order of the form and in words; empty texts are what is not declared. */
export function describeRegistration(
  { declaration, timetable }: Registration,
  labelOf: LabelOf,
): readonly DeclaredPart[] {
  const parts =
    declaration.channel === 'interface' ? interfaceParts(declaration, labelOf) : tableParts(declaration, labelOf);
  return [
    ...parts,
    {
      title: '时间表',
      facts: [
        ['读取', describeTimesOf(timetable)],
        ['时段', describeWindowOf(timetable)],
        ['完整核对', describeReconcileOf(timetable)],
      ],
    },
  ];
}

const pairsOf = (record: Readonly<Record<string, string>>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name}=${value}`)
    .join('；');

function interfaceParts(declaration: InterfaceDeclaration, labelOf: LabelOf): readonly DeclaredPart[] {
  const { name, request, authentication, answer, fields, deletion, limits, ca } = declaration;
  return [
    {
      title: '地址',
      facts: [
        ['接口名称', name],
        ['地址', `${request.method} ${request.url}`],
        ['查询参数', pairsOf(request.query)],
        ['请求头', pairsOf(request.headers)],
        ['SOAP', request.soap === undefined ? '' : `${request.soap.version} ${request.soap.action}`.trim()],
        ['正文', request.body ?? ''],
        ['正文的类型', request.body === undefined || request.soap !== undefined ? '' : request.mediaType],
        ['根证书', ca === undefined ? '' : '已填写'],
      ],
    },
    { title: '认证', facts: authenticationFacts(authentication) },
    {
      title: '应答和翻页',
      facts: [
        ['格式', `${answer.format.toUpperCase()}，${answer.charset.toUpperCase()}`],
        ['数据列表', answer.records],
        [
          '业务代码',
          answer.success === undefined ? '' : `${answer.success.path} 为 ${answer.success.is.join('、')} 时成功`,
        ],
        ['总条数', answer.total ?? ''],
        ['翻页', describePaging(declaration.paging)],
        ['变化', describeIncrement(declaration.increment)],
        ['删除标记', deletion === undefined ? '没有，靠完整核对发现' : `${deletion.from} 为 ${deletion.is.join('、')}`],
      ],
    },
    {
      title: `信息项对应（${formatNumber(fields.length)} 项）`,
      facts: fields.map(({ field, from, convert, codes }) => [
        labelOf(field),
        [from, convert === 'raw' ? '' : '转为时间', codes === undefined ? '' : pairsOf(codes)]
          .filter((part) => part !== '')
          .join('，'),
      ]),
    },
    {
      title: '调用限制',
      facts: [
        ['每次调用', `至多 ${limits.timeoutSeconds} 秒、${formatNumber(limits.pageBytes)} 字节`],
        ['频率', `每分钟至多 ${formatNumber(limits.requestsPerMinute)} 次，同时 ${limits.concurrency} 页`],
        ['一次读取', `至多 ${formatNumber(limits.pages)} 页`],
      ],
    },
  ];
}

function authenticationFacts(authentication: InterfaceDeclaration['authentication']): readonly DeclaredFact[] {
  const kind: DeclaredFact = ['认证方式', authenticationNames[authentication.kind]];
  switch (authentication.kind) {
    case 'api-key':
      return [kind, ['密钥的位置', `${authentication.in === 'header' ? '请求头' : '查询参数'} ${authentication.name}`]];
    case 'oauth2':
      return [kind, ['令牌地址', authentication.tokenUrl], ['权限范围', authentication.scope ?? '']];
    case 'placeholders':
      return [kind, ['凭据的各部分', authentication.parts.join('、')]];
    case 'signature':
      return [
        kind,
        ['算法', `${authentication.algorithm.toUpperCase()}，${authentication.encoding}`],
        ['待签名的文字', authentication.text.replaceAll('\n', '⏎')],
        ['签名的请求头', pairsOf(authentication.headers)],
      ];
    default:
      return [kind];
  }
}

function describePaging(paging: InterfaceDeclaration['paging']): string {
  const size = paging.kind === 'none' ? '' : `，每页 ${formatNumber(paging.size)} 条`;
  switch (paging.kind) {
    case 'none':
      return '不翻页';
    case 'page':
      return `按页码，从 ${paging.first} 开始${size}`;
    case 'offset':
      return `按起始位置${size}`;
    case 'cursor':
      return `按游标 ${paging.next}${size}`;
    case 'link':
      return `按 Link 头${size}`;
  }
}

function describeIncrement(increment: InterfaceDeclaration['increment']): string {
  switch (increment.kind) {
    case 'full':
      return '每次读取全部，由平台比较';
    case 'update-time':
      return `按更新时间（${increment.form}），多读前面 ${formatNumber(increment.overlapSeconds)} 秒`;
    case 'cursor':
      return `按游标 ${increment.next}`;
  }
}

const zoneNames = { 'Asia/Shanghai': '北京时间', UTC: 'UTC' } as const;

function tableParts(declaration: DatabaseDeclaration, labelOf: LabelOf): readonly DeclaredPart[] {
  const { system, host, port, database, schema, table, columns, tls, ca, updateTimeZone } = declaration;
  return [
    {
      title: '数据库',
      facts: [
        ['数据库系统', system === 'mysql' ? 'MySQL、MariaDB' : 'PostgreSQL 或兼容的数据库'],
        ['地址', `${host}:${port}`],
        ['数据库', database ?? ''],
        ['传输加密', tls === 'verify' ? '加密，并验证证书' : '不加密'],
        ['根证书', ca === undefined ? '' : '已填写'],
      ],
    },
    {
      title: '表',
      facts: [
        ['模式', schema ?? '按建表脚本'],
        ['表名', table ?? '按建表脚本'],
        ['列名', Object.keys(columns).length === 0 ? '按建表脚本' : ''],
        ...Object.entries(columns).map(([field, column]): DeclaredFact => [labelOf(field), column]),
        [
          '更新时间',
          `update_time 列，${updateTimeZone === undefined ? '由平台测试时判断时区' : zoneNames[updateTimeZone]}`,
        ],
        ['删除标记', 'op_flag 列为 D'],
        ['多读', `前面 ${formatNumber(declaration.overlapSeconds)} 秒`],
        ['每次查询', `至多 ${formatNumber(declaration.pageRows)} 行、${declaration.statementSeconds} 秒`],
      ],
    },
  ];
}
