import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const departmentRefusals = {
  'department-not-found': { status: 404, title: '没有这个部门', detail: '没有编号为 {department} 的部门。请先登记这个部门，或在部门清单中核对编号。' },
  'department-exists': { status: 409, title: '部门编号已被使用', detail: '编号 {department} 已用于另一个部门。请换一个编号，或修改已有的部门。' },
  'people-not-kept': { status: 409, title: '还没有登记联系人', detail: '本部门还没有登记负责人和联系人，无法确认。请先登记姓名、分工和电话。' },
  'question-not-found': { status: 404, title: '没有这个提问', detail: '没有编号为 {question} 的提问，或它不是本单位提出的。请在“提问”中查找。' },
  'question-closed': { status: 409, title: '这个提问已经结束', detail: '这个提问已经结束，不能再写。如果问题又出现了，请重新提问。' },
  'question-too-long': { status: 409, title: '来往已有 {limit} 条', detail: '这个提问的来往已有 {limit} 条，不能再写。请打电话联系，或结束后重新提问。' },
  'holidays-incomplete': { status: 422, title: '节假日不齐', detail: '元旦、劳动节和国庆节（1月1日、5月1日、10月1日）每年都放假，其中有 {count} 天没有列入。请对照国务院办公厅的通知补齐；通知还没有公布时不必录入，平台暂按周末推算。' },
  'holidays-not-in-year': { status: 422, title: '有日期不在这一年', detail: '有 {count} 个日期不在 {year} 年。请改正；通知中属于前一年或后一年的日子，写进那一年的表。' },
  'holidays-repeated': { status: 422, title: '有日期重复', detail: '有 {count} 个日期写了不止一次。请对照通知，每个日期只保留一次。' },
  'holidays-in-both': { status: 422, title: '同一天既放假又上班', detail: '有 {count} 天既列为放假，又列为调休上班。请对照通知，每一天只保留一种。' },
  'make-up-day-not-weekend': { status: 422, title: '调休上班应在周末', detail: '有 {count} 个调休上班的日子不是周六或周日；周一至周五本来就上班。请对照通知核对日期。' },
  'account-not-found': { status: 404, title: '没有这个账号', detail: '平台没有登记这个账号。请核对账号标识，或先登记账号。' },
  'account-exists': { status: 409, title: '账号已登记', detail: '这个账号已经登记过（含已停用的）。如需恢复或调整，请办理账号修改。' },
  'account-is-citizen-id': { status: 422, title: '账号标识不能是身份证号', detail: '账号标识会写入留痕，不能使用身份证号。请改用身份服务给出的其他标识，例如用户编号。' },
  'responsible-not-a-person': { status: 422, title: '负责人应为已登记的人员', detail: '负责人应填写一个已登记、未停用的人员账号的标识。请核对标识，或先登记这位人员的账号。' },
  'own-account': { status: 403, title: '不能停用自己的账号', detail: '您不能停用自己的账号，也不能改变自己的角色和负责人。请由市政府信息中心的另一位工作人员办理。' },
  'last-centre-account': { status: 409, title: '须保留信息中心账号', detail: '这是信息中心最后一个可用的账号，停用或取消角色后将无人管理平台。请先登记另一个信息中心账号。' },
} as const satisfies RefusalPhrases;
