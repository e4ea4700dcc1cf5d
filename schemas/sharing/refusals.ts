import { approverNotAPerson, type RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const sharingRefusals = {
  'subject-not-valid': { status: 400, title: '证件号码不正确', detail: '按主体查使用记录，须给出正确的公民身份号码或统一社会信用代码。请核对后重新输入。' },
  'department-not-yours': { status: 403, title: '不是本部门的使用记录', detail: '您只能查看本部门使用数据的记录，以及其他部门使用本部门数据的记录。请不写部门，或写本部门。' },
  'dataset-not-found': { status: 404, title: '没有这个信息资源', detail: '没有已发布的信息资源 {dataset}。请在“信息资源”中查找，核对编号后再申请。' },
  'own-data': { status: 422, title: '这是本部门的数据', detail: '“{name}”由本部门提供，不需要申请。请直接查看或使用本部门的数据。' },
  'application-not-found': { status: 404, title: '没有这份申请', detail: '没有编号为 {application} 的申请，或者它不是本部门提出、也不需要本部门办理的。请在“共享申请”中查找。' },
  'application-not-valid': { status: 422, title: '申请内容不符合要求', detail: '申请中有 {count} 处需要修改，请按 errors 中逐项列出的位置改正后再保存或提交。' },
  'wider-than-approved': { status: 422, title: '补正超出了已审批的范围', detail: '补正只能说明或减少，不能增加信息项、共享方式、调用次数、期限或记录范围，因为这些已经过审批。如需更多，请撤回后重新申请，或另行申请。' },
  'not-editable': { status: 409, title: '现在不能修改申请', detail: '这份申请现在是“{state}”，只有草稿和待补正的申请可以修改。如需改动，请撤回后重新申请。' },
  'transition-not-allowed': { status: 409, title: '现在不能这样办理', detail: '这份申请现在是“{state}”，不能办理“{action}”，或者不由本部门办理。请刷新后查看现在轮到谁办理。' },
  'application-too-long': { status: 409, title: '办理次数已有 {limit} 次', detail: '这份申请已经办理了 {limit} 次，不能再往返。请与对方电话商定后，撤回并重新申请。' },
  'already-extended': { status: 409, title: '已经延长过一次', detail: '这份申请的答复期限已经延长过一次，不能再次延长。请督促提供部门尽快答复。' },
  'catalogue-changed': { status: 409, title: '目录已经变化', detail: '申请提交后，信息资源目录有变化，申请中的内容与现行目录不一致，原因见 errors。请退请申请部门补正。' },
  'decisions-not-valid': { status: 422, title: '答复不完整', detail: '逐项答复中有 {count} 处需要改正，请按 errors 中列出的位置改正后再提交。' },
  'term-not-valid': { status: 422, title: '授权期限不正确', detail: '授权期限应晚于今天，且不晚于申请的 {until}。请改正日期后再提交。' },
  'same-person': { status: 403, title: '须由另一人办理', detail: '写申请的人不能审批自己的申请。请由另一位工作人员办理。' },
  'approver-not-a-person': approverNotAPerson,
  'objection-not-found': { status: 404, title: '没有这份异议', detail: '没有编号为 {objection} 的异议，或者它与本部门无关。请在“数据异议”中查找。' },
  'field-not-shown': { status: 403, title: '授权不包括这个信息项', detail: '只能对授权中的信息项提出异议，这个授权不包括这一项。授权的信息项见授权的详情。' },
  'record-not-shown': { status: 404, title: '没有这条记录', detail: '授权范围内现在没有这条记录。请重新查询，从查到的记录提出异议。' },
  'suggestion-not-valid': { status: 422, title: '您认为正确的值不符合格式', detail: '您认为正确的值不符合这个信息项的格式要求。请对照目录改正，或者不写。' },
  'already-disputed': { status: 409, title: '已有未办结的异议', detail: '本部门对这条记录的这个信息项已经提出异议，尚未办结。请在“数据异议”中查看；没有列出时请过两分钟再试。' },
  'objection-step-not-allowed': { status: 409, title: '现在不能这样办理', detail: '这份异议现在是“{state}”，不能办理“{action}”，或者不由本部门办理。提请协调只有一次。请刷新后查看现在轮到谁办理。' },
  'grants-not-yours': { status: 403, title: '不是本部门的授权', detail: '您只能查看给本部门的授权，以及本部门给出的授权。请不写部门，或写本部门。' },
} as const satisfies RefusalPhrases;
