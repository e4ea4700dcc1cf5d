/** The steps of both forms; each has an address. */
export type StepId = 'address' | 'authentication' | 'answer' | 'mapping' | 'table' | 'timetable' | 'check';

type Place = readonly [pointer: string, step: StepId, label: string];

const d = '/body/declaration';

/** Where a part of the request is asked, and what it is called there; the first that fits counts. */
const interfacePlaces: readonly Place[] = [
  [`${d}/name`, 'address', '接口名称'],
  [`${d}/request/url`, 'address', '接口地址'],
  [`${d}/request/query`, 'address', '查询参数'],
  [`${d}/request/headers`, 'address', '请求头'],
  [`${d}/request/body`, 'address', '正文'],
  [`${d}/request/mediaType`, 'address', '正文的类型'],
  [`${d}/request/soap`, 'address', 'SOAP'],
  [`${d}/request`, 'address', '接口地址'],
  [`${d}/ca`, 'address', '根证书'],
  [`${d}/authentication/name`, 'authentication', '请求头或查询参数的名称'],
  [`${d}/authentication/tokenUrl`, 'authentication', '取得令牌的地址'],
  [`${d}/authentication/scope`, 'authentication', '权限范围'],
  [`${d}/authentication/parts`, 'authentication', '凭据的各部分'],
  [`${d}/authentication/text`, 'authentication', '待签名的文字'],
  [`${d}/authentication/headers`, 'authentication', '签名的请求头'],
  [`${d}/authentication`, 'authentication', '认证方式'],
  [`${d}/answer/records`, 'answer', '数据列表的路径'],
  [`${d}/answer/success/is`, 'answer', '表示成功的代码'],
  [`${d}/answer/success`, 'answer', '业务代码的路径'],
  [`${d}/answer/total`, 'answer', '总条数的路径'],
  [`${d}/answer`, 'answer', '应答'],
  [`${d}/deletion/is`, 'answer', '表示已删除的值'],
  [`${d}/deletion`, 'answer', '删除标记的路径'],
  [`${d}/paging/size`, 'answer', '每页条数'],
  [`${d}/paging/next`, 'answer', '下一页游标的路径'],
  [`${d}/paging`, 'answer', '翻页方式'],
  [`${d}/increment/overlapSeconds`, 'answer', '每次多读前面多少秒'],
  [`${d}/increment/next`, 'answer', '下次读取的游标的路径'],
  [`${d}/increment`, 'answer', '怎样读取变化'],
  [`${d}/fields`, 'mapping', '信息项对应'],
  [`${d}/limits/timeoutSeconds`, 'timetable', '每次调用的秒数'],
  [`${d}/limits/requestsPerMinute`, 'timetable', '每分钟的次数'],
  [`${d}/limits/concurrency`, 'timetable', '同时读取的页数'],
  [`${d}/limits/pages`, 'timetable', '一次读取的页数'],
  [`${d}/limits`, 'timetable', '一页的字节数'],
];

const databasePlaces: readonly Place[] = [
  [`${d}/system`, 'address', '数据库系统'],
  [`${d}/host`, 'address', '服务器地址'],
  [`${d}/port`, 'address', '端口'],
  [`${d}/database`, 'address', '数据库名称'],
  [`${d}/tls`, 'address', '传输加密'],
  [`${d}/ca`, 'address', '根证书'],
  [`${d}/schema`, 'table', '模式'],
  [`${d}/table`, 'table', '表名'],
  [`${d}/columns`, 'table', '列名'],
  [`${d}/updateTimeZone`, 'table', 'update_time 列的时间'],
  [`${d}/overlapSeconds`, 'table', '每次多读前面多少秒'],
  [`${d}/pageRows`, 'table', '每页行数'],
  [`${d}/statementSeconds`, 'table', '每次查询的秒数'],
];

const timetablePlaces: readonly Place[] = [
  ['/body/timetable/times', 'timetable', '什么时候读取'],
  ['/body/timetable/window', 'timetable', '允许读取的时段'],
  ['/body/timetable/reconcile', 'timetable', '什么时候完整核对'],
];

const places = {
  interface: [...interfacePlaces, ...timetablePlaces],
  database: [...databasePlaces, ...timetablePlaces],
} as const;

/** The step and label of a place in the request; the first step's for one that no control has. */
export function placeOf(
  channel: 'interface' | 'database',
  pointer: string,
): { readonly step: StepId; readonly label: string } {
  const found = places[channel].find(([prefix]) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  return found === undefined ? { step: 'address', label: '登记内容' } : { step: found[1], label: found[2] };
}
