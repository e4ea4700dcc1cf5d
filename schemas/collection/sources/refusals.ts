import type { RefusalPhrases } from '../../kernel/refusal.ts';

// prettier-ignore
export const sourceRefusals = {
  'source-not-found': { status: 404, title: '没有登记数据源', detail: '信息资源 {dataset} 没有登记这种归集方式的数据源，或它不属于您的部门。请先由提供部门登记。' },
  'channel-mismatch': { status: 422, title: '归集方式不一致', detail: '地址中的归集方式与登记内容中的不一致。请改为同一种后重新提交。' },
  'credentials-declared': { status: 422, title: '登记内容中有凭据', detail: '登记内容的{place}中写有账号、密码、令牌或密钥，而登记内容会显示给有关人员，因此没有保存。请从中删去，写明认证方式后再单独登记凭据；已经写过的凭据请更换。' },
  'fields-unknown': { status: 422, title: '信息项不在目录中', detail: '登记内容中的 {fields} 不是这个信息资源的信息项。请对照目录核对后重新提交。' },
  'key-not-mapped': { status: 422, title: '缺少业务主键', detail: '登记内容没有对应业务主键“{fields}”，无法识别同一条记录。请补充对应关系后重新提交。' },
  'timetable-not-valid': { status: 422, title: '时间表无法识别', detail: '时间表“{cron}”无法识别，或没有任何一个时刻符合。请按“分 时 日 月 周”五段填写，例如 0 2 * * *。' },
  'source-state': { status: 409, title: '数据源的状态不允许', detail: '数据源现在的状态是“{state}”，不能进行这项操作。请刷新后确认。' },
  'not-tested': { status: 409, title: '尚未测试成功', detail: '登记内容还没有测试成功（或测试之后又有修改），不能确认。请先测试调用，核对首页数据与目录的对应。' },
  'other-channel-running': { status: 409, title: '另一种归集方式正在运行', detail: '这个信息资源已通过另一种归集方式自动读取，两者会互相覆盖。请先停用另一种，再确认这一种。' },
  'from-missing': { status: 422, title: '没有写明起点', detail: '从指定位置读取须写明起点（from）。请填写更新时间或游标后重新提交。' },
  'from-not-valid': { status: 422, title: '起点无法识别', detail: '读取的起点无法识别为时间。请按“2026-11-28 08:30:00”的形式填写（北京时间），或写明时区，例如 2026-11-28T08:30:00+08:00。' },
  'rejected-row-not-found': { status: 404, title: '没有这一条退回行', detail: '没有查到这一条退回行，或它不属于您的部门。请刷新列表后重试。' },
  'run-in-progress': { status: 409, title: '数据源正在读取', detail: '数据源正在读取，可能带来同一条记录的新内容，此时重放旧行会把它覆盖，因此没有重放。请在本次读取结束后重试。' },
  'secret-too-long': { status: 422, title: '凭据过长', detail: '凭据各部分合计超过 {limit} 字节。请只登记访问数据源所需的内容。' },
} as const satisfies RefusalPhrases;
