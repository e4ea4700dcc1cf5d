import type { RefusalPhrases } from '../kernel/refusal.ts';

/** Of the use of data under a grant. `grant-not-found` hides whether there is such a grant; the rest only its consumer sees. */
// prettier-ignore
export const useRefusals = {
  'grant-not-found': { status: 404, title: '没有这个授权', detail: '没有这个编号的授权，或它不是给本部门的。请在本部门的授权中核对编号后重试。' },
  'grant-not-begun': { status: 403, title: '授权尚未开始', detail: '这个授权从 {from} 起才能使用。请在这一天以后再试。' },
  'grant-expired': { status: 403, title: '授权已到期', detail: '这个授权到 {until} 为止，已不能使用。如仍需要，请重新申请。' },
  'grant-revoked': { status: 403, title: '授权已撤销', detail: '这个授权已被撤销，不能再使用。原因见授权的详情；如仍需要，请重新申请。' },
  'grant-suspended': { status: 403, title: '授权暂停使用', detail: '每晚的核验发现，平台按这个授权给出的数据与授权内容不符，已暂停使用，以免给出不该给出的数据。信息中心正在处理，核验通过并恢复后可以照常使用。' },
  'grant-superseded': { status: 409, title: '信息资源已有不兼容的新版本', detail: '授权依据的是目录第 {version} 版，此后发布了不兼容的新版本，信息项的含义可能不同。请按新版本重新申请。' },
  'dataset-not-shared': { status: 410, title: '信息资源已不再提供', detail: '授权所涉及的信息资源已从目录中撤下，不再提供数据。请在目录中查找可替代的信息资源。' },
  'grant-of-certificates': { status: 409, title: '证照授权没有单独的接口说明和沙箱', detail: '这个授权用于使用电子证照，按证照接口调用，没有单独的接口说明和沙箱。证照接口见平台的接口说明（/api/v1/docs）。' },
  'way-not-granted': { status: 403, title: '授权不包括这种使用方式', detail: '这个授权不包括您调用的使用方式。授权的使用方式见授权的详情；如需其他方式，请另行申请。' },
  'matter-not-granted': { status: 403, title: '授权不用于这个事项', detail: '请求中的办理事项（matter）与授权的不一致，数据只能用于授权写明的事项。请核对后重试，或为这个事项另行申请。' },
  'case-number-missing': { status: 400, title: '没有写明办件编号', detail: '这个授权要求每次查询和核验写明为哪一件业务使用数据。请填写办件编号（caseNumber）后重试。' },
  'key-not-granted': { status: 403, title: '不能按业务主键查询', detail: '按业务主键查询，须全部主键项都以原值授权，这个授权不是。请改按主体查询。' },
  'key-not-complete': { status: 400, title: '业务主键不完整', detail: '按主键查询须给出全部主键项，并且只给出主键项。请对照目录补全后重试。' },
  'key-not-valid': { status: 400, title: '查询值不符合格式', detail: '查询值不符合信息项的格式要求。请核对后重新输入。' },
  'no-subject': { status: 400, title: '不能按主体查询', detail: '这个信息资源没有登记主体信息项，请改用业务主键查询。' },
  'subject-not-valid': { status: 400, title: '主体号码不正确', detail: '按主体查询，须给出正确的公民身份号码或统一社会信用代码。请核对后重新输入。' },
  'field-not-granted': { status: 403, title: '信息项没有以原值授权', detail: '要核对的信息项中，有的没有授权，或只授权了脱敏后的值，不能核对。请只核对以原值授权的信息项。' },
  'too-many-records': { status: 422, title: '涉及的记录过多', detail: '这个主体涉及的记录过多，无法一次查完。请改用业务主键查询，或申请变更推送。' },
  'quota-calls': { status: 429, title: '今日调用次数已用完', detail: '授权每日 {limit} 次调用已用完。请明天再试，或申请增加用量。' },
  'quota-rows': { status: 429, title: '今日数据条数不足', detail: '授权每日给出 {limit} 条，今天剩下的不够这次给出。请减少一次查询的数量，或明天再试。' },
  'quota-subjects': { status: 429, title: '今日主体数不足', detail: '授权每日涉及 {limit} 个主体，今天剩下的不够这次查询。请减少一次查询的数量，或明天再试。' },
  'quota-minute': { status: 429, title: '调用过于频繁', detail: '授权每分钟 {limit} 次调用，这一分钟的已用完。请按应答头 Retry-After 等待后再试。' },
  'changes-not-kept': { status: 410, title: '变更记录已不再保存', detail: '从这个位置起的变更记录已超过保存期限，或没有保存过。请清空已取得的数据，不带 cursor 重新从头读取；读完现有数据后，会接着给出以后的变更。' },
} as const satisfies RefusalPhrases;
